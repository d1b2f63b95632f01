import { useEffect, type ReactNode } from 'react';
import styles from './Page.module.css';

interface PageProps {
  readonly title: string;
  /** Beside the title, such as the choice of a term. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** A page: its one heading, and its name in the window's title. */
export function Page({ title, aside, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Sugang`;
  }, [title]);
  return (
    <>
      <div className={styles['head']}>
        <h1>{title}</h1>
        {aside}
      </div>
      <div className={styles['body']}>{children}</div>
    </>
  );
}
