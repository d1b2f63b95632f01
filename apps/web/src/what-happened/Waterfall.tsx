import type { SiteTrace } from '@sugang/lab/site';
import { useMemo } from 'react';
import type { Variant } from '../variant/variant.ts';
import { useWhatHappenedText } from './messages.ts';
import { useMilliseconds } from './milliseconds.ts';
import { barOf, rowsOf } from './waterfall.ts';
import styles from './Waterfall.module.css';

interface WaterfallProps {
  readonly trace: SiteTrace;
  readonly variant: Variant;
  /** What the whole width stands for. */
  readonly scaleMs: number;
}

/** The path of a request: what was done where, when, and for how long. */
export function Waterfall({ trace, variant, scaleMs }: WaterfallProps) {
  const t = useWhatHappenedText();
  const milliseconds = useMilliseconds();
  const rows = useMemo(() => rowsOf(trace), [trace]);
  return (
    <table className={styles['waterfall']} aria-label={t('waterfall', { variant: t(variant) })}>
      <thead>
        <tr>
          <th scope="col">{t('what')}</th>
          <th scope="col" className={styles['start']}>
            {t('start')}
          </th>
          <th scope="col">{t('took')}</th>
          <th scope="col" className={styles['time']}>
            {t('time')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ span, depth }) => {
          const { left, width } = barOf(span, scaleMs);
          return (
            <tr key={span.id} data-kind={span.kind} data-failed={span.failed}>
              <th scope="row" style={{ paddingInlineStart: `${Math.min(depth, 8) * 0.7}rem` }}>
                <span className={styles['name']} lang="en">
                  {span.name}
                </span>
                <span className={styles['where']}>
                  {span.process} · {t(span.kind)}
                  {span.failed && ` · ${t('failed')}`}
                </span>
              </th>
              <td className={styles['start']}>{milliseconds(span.startMs)}</td>
              <td>{milliseconds(span.durationMs)}</td>
              <td className={styles['time']}>
                <span
                  className={styles['bar']}
                  style={{ marginInlineStart: `${left}%`, inlineSize: `${width}%` }}
                />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
