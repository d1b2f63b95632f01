import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Button } from '../../design/Button.tsx';
import { Notice } from '../../design/Notice.tsx';
import { useExperimentsText } from './messages.ts';
import { labRunQuery, type LabRun } from './results.ts';

interface WithRunProps {
  /** The page around what is said where there is no run. */
  readonly frame?: (content: ReactNode) => ReactNode;
  readonly children: (run: LabRun) => ReactNode;
}

/** Loads the kept run, or says that there is none and how to make one. */
export function WithRun({ frame = (content) => content, children }: WithRunProps) {
  const t = useExperimentsText();
  const { data, isPending, error, refetch } = useQuery(labRunQuery);
  if (data) return children(data);
  if (isPending) return frame(<p role="status">{t('loading')}</p>);
  if (error)
    return frame(
      <Notice kind="bad" title={t('broken')}>
        <p lang="en">{error.message}</p>
        <Button size="small" onClick={() => void refetch()}>
          {t('retry')}
        </Button>
      </Notice>,
    );
  return frame(
    <Notice kind="info" title={t('no-run')}>
      <p>{t('no-run-next')}</p>
      <code>npm run lab -- run --all</code>
    </Notice>,
  );
}
