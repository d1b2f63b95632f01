import styles from './ClashNote.module.css';
import { useEnrolmentText } from './messages.ts';
import type { Occupation, Occupied } from './occupied.ts';

const words = { held: 'clashHeld', waiting: 'clashWaiting', cart: 'clashCart' } as const satisfies Record<
  Occupation,
  string
>;

/** What a section clashes with, said before anybody applies for it; nothing where there is nothing. */
export function ClashNote({ clashes }: { readonly clashes: readonly Occupied[] }) {
  const t = useEnrolmentText();
  if (clashes.length === 0) return null;
  return (
    <ul className={styles['clashes']}>
      {clashes.map(({ id, code, by }) => (
        <li key={id}>{t(words[by], { code })}</li>
      ))}
    </ul>
  );
}
