import type { SiteTrace } from '@sugang/lab/site';
import type { Variant } from '../variant/variant.ts';
import { useWhatHappenedText } from './messages.ts';
import { useMilliseconds } from './milliseconds.ts';
import { totalsOf, type TraceTotals } from './waterfall.ts';
import styles from './TotalsTable.module.css';

interface TotalsTableProps {
  readonly columns: readonly { readonly variant: Variant; readonly trace: SiteTrace | undefined }[];
}

const figures = [
  'processes',
  'remoteCalls',
  'localCalls',
  'statements',
  'events',
  'answeredMs',
  'doneMs',
] as const satisfies (keyof TraceTotals)[];

/** What traces come to, side by side. */
export function TotalsTable({ columns }: TotalsTableProps) {
  const t = useWhatHappenedText();
  const milliseconds = useMilliseconds();
  const totals = columns.map(({ trace }) => trace && totalsOf(trace));
  const written = (figure: (typeof figures)[number], value: number | undefined) =>
    value === undefined ? t('none') : figure.endsWith('Ms') ? milliseconds(value) : value;
  return (
    <table className={styles['totals']}>
      {columns.length > 1 && <caption>{t('compared')}</caption>}
      <thead>
        <tr>
          <th scope="col">{t('figure')}</th>
          {columns.map(({ variant }) => (
            <th key={variant} scope="col" data-variant={variant}>
              {t(variant)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {figures.map((figure) => (
          <tr key={figure}>
            <th scope="row">{t(figure)}</th>
            {totals.map((total, index) => (
              <td key={columns[index]!.variant}>{written(figure, total?.[figure])}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
