import { useExperimentsText } from './messages.ts';
import type { Answer } from './results.ts';
import styles from './Verdict.module.css';

const kinds: Readonly<Record<Answer, string>> = {
  holds: 'holds',
  'does not hold': 'does-not-hold',
  depends: 'depends',
  'inside the noise': 'open',
  'not judged': 'open',
  failed: 'failed',
  interrupted: 'failed',
  'not run': 'open',
};

/** An experiment's answer; "does not hold" is as good a one as "holds", so neither looks like a fault. */
export function Verdict({ answer }: { readonly answer: Answer }) {
  const t = useExperimentsText();
  return <span className={`${styles['verdict']} ${styles[kinds[answer]]}`}>{t(answer)}</span>;
}
