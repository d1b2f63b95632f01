import type { Race } from '@sugang/lab/site';
import { useFigures } from '../topology/figures.ts';
import { useRaceText } from './messages.ts';
import styles from './SecondsTable.module.css';

/** What the pictures show, as numbers. */
export function SecondsTable({ race }: { readonly race: Race }) {
  const t = useRaceText();
  const write = useFigures();
  const length = Math.max(0, ...race.lanes.map(({ seconds }) => seconds.length));
  if (length === 0) return null;
  const columns = [
    { key: 'accepted', text: t('accepted') },
    { key: 'refused', text: t('refused') },
    { key: 'failed', text: t('failed-requests') },
    { key: 'p99Ms', text: t('p99-short') },
    { key: 'seatsTaken', text: t('taken') },
  ] as const;
  return (
    <details>
      <summary>{t('numbers')}</summary>
      <div className={styles['scroll']} tabIndex={0} role="group" aria-label={t('numbers')}>
        <table className={styles['table']}>
          <thead>
            <tr>
              <th rowSpan={2} scope="col">
                {t('second')}
              </th>
              {race.lanes.map(({ variant }) => (
                <th key={variant} colSpan={columns.length} scope="colgroup">
                  {t(variant)}
                </th>
              ))}
            </tr>
            <tr>
              {race.lanes.map(({ variant }) =>
                columns.map(({ key, text }) => (
                  <th key={`${variant} ${key}`} scope="col">
                    {text}
                  </th>
                )),
              )}
            </tr>
          </thead>
          <tbody>
            {Array.from({ length }, (_, index) => (
              <tr key={index}>
                <th scope="row">{index}</th>
                {race.lanes.map(({ variant, seconds }) =>
                  columns.map(({ key }) => {
                    const value = seconds[index]?.[key];
                    return (
                      <td key={`${variant} ${key}`}>
                        {value === undefined ? t('no-figure') : write.number(value)}
                      </td>
                    );
                  }),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
