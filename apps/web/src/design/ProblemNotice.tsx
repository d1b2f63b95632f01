import { defineMessages } from '../i18n/messages.ts';
import { ApiProblem, isPassing } from '../api/problem.ts';
import { useProblemText } from '../api/problem-text.ts';
import { Button } from './Button.tsx';
import { Notice } from './Notice.tsx';
import styles from './ProblemNotice.module.css';

const useText = defineMessages('problem-notice', { en: { retry: 'Try again' }, ko: { retry: '다시 시도' } });

interface ProblemNoticeProps {
  readonly problem: unknown;
  readonly onRetry?: () => void;
}

/** What went wrong and what to do next; for bad input, each field's fault. */
export function ProblemNotice({ problem, onRetry }: ProblemNoticeProps) {
  const t = useText();
  const { title, next } = useProblemText()(problem);
  const errors = problem instanceof ApiProblem ? problem.errors : [];
  return (
    <Notice kind={isPassing(problem) ? 'warn' : 'bad'} title={title} urgent>
      <p>{next}</p>
      {errors.length > 0 && (
        <ul className={styles['errors']}>
          {errors.map(({ path, message }) => (
            <li key={`${path} ${message}`}>
              <code>{path}</code>: <span lang="en">{message}</span>
            </li>
          ))}
        </ul>
      )}
      {onRetry && (
        <Button size="small" onClick={onRetry}>
          {t('retry')}
        </Button>
      )}
    </Notice>
  );
}
