import type { ReactNode } from 'react';
import styles from './FilterBar.module.css';
import { useMedia } from './use-media.ts';

interface FoldedOnPhonesProps {
  readonly summary: string;
  readonly children: ReactNode;
}

/** Shows something as it is where there is room, and folded away where there is little. */
export function FoldedOnPhones({ summary, children }: FoldedOnPhonesProps) {
  if (useMedia('(width >= 48rem)')) return children;
  return (
    <details className={styles['folded']}>
      <summary>{summary}</summary>
      {children}
    </details>
  );
}
