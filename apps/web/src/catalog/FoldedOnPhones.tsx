import { useState, type ReactNode } from 'react';
import styles from './FilterBar.module.css';
import { useMedia } from './use-media.ts';

interface FoldedOnPhonesProps {
  readonly summary: string;
  readonly children: ReactNode;
}

/** Shows something as it is where there is room, and folded away where there is little: then it is made when somebody unfolds it. */
export function FoldedOnPhones({ summary, children }: FoldedOnPhonesProps) {
  const [isOpen, setOpen] = useState(false);
  if (useMedia('(width >= 48rem)')) return children;
  return (
    <details className={styles['folded']} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{summary}</summary>
      {isOpen && children}
    </details>
  );
}
