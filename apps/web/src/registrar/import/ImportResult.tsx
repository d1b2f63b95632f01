import { Link } from '@tanstack/react-router';
import { Button } from '../../design/Button.tsx';
import { Notice } from '../../design/Notice.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { csvOf } from '../csv.ts';
import { saveCsv } from '../save-file.ts';
import styles from './Import.module.css';
import { useImportText } from './messages.ts';
import type { ImportKind, ImportReport } from './use-import.ts';

interface ImportResultProps {
  readonly report: ImportReport;
  readonly kind: ImportKind;
  readonly fileName: string;
}

const counts = ['created', 'updated', 'unchanged'] as const;
const contents = ['terms', 'courses', 'sections'] as const;

/** What became of a file. */
export function ImportResult({ report, kind, fileName }: ImportResultProps) {
  const t = useImportText();
  const { number } = useFormats();
  const { rejected } = report;
  return (
    <section className={styles['result']}>
      <Notice kind={rejected.length > 0 ? 'warn' : 'good'} title={t('done', { file: fileName })}>
        {rejected.length > 0 && <p>{t('rows-rejected', { count: rejected.length })}</p>}
      </Notice>
      <dl className={styles['counts']}>
        {[...counts, ...contents].map((name) => {
          const count = report[name];
          return (
            count !== undefined && (
              <div key={name}>
                <dt>{t(name)}</dt>
                <dd>{number(count)}</dd>
              </div>
            )
          );
        })}
        <div>
          <dt>{t('rejected')}</dt>
          <dd>{number(rejected.length)}</dd>
        </div>
      </dl>
      {kind === 'catalog' && (
        <p>
          {t('next-catalog')} <Link to="/registrar/terms">{t('open-terms')}</Link> ·{' '}
          <Link to="/registrar/sections">{t('show-sections')}</Link>
        </p>
      )}
      {rejected.length > 0 && <RejectedLines rejected={rejected} fileName={fileName} />}
    </section>
  );
}

/** More would make the page slow, and nobody reads them here. */
const MOST_SHOWN = 200;

interface RejectedLinesProps {
  readonly rejected: ImportReport['rejected'];
  readonly fileName: string;
}

function RejectedLines({ rejected, fileName }: RejectedLinesProps) {
  const t = useImportText();
  const download = () => {
    const rows = rejected.map(({ line, reason }) => [line, reason] as const);
    saveCsv(`${fileName.replace(/\.csv$/i, '')}-rejected.csv`, csvOf(['line', 'reason'], rows));
  };
  const more = rejected.length - MOST_SHOWN;
  return (
    <>
      <div className={styles['head']}>
        <h2>{t('rejected-rows')}</h2>
        <Button size="small" onClick={download}>
          {t('download')}
        </Button>
      </div>
      <div className={styles['scroll']} role="region" aria-label={t('rejected-rows')} tabIndex={0}>
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">{t('line')}</th>
              <th scope="col">{t('reason')}</th>
            </tr>
          </thead>
          <tbody>
            {rejected.slice(0, MOST_SHOWN).map(({ line, reason }, index) => (
              <tr key={index}>
                <td className={styles['line']}>{line}</td>
                <td lang="en">{reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {more > 0 && <p>{t('more', { count: more })}</p>}
    </>
  );
}
