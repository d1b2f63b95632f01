import type { EChartsCoreOption } from 'echarts/core';
import { lazy, Suspense } from 'react';
import type { ChartTheme } from './chart-theme.ts';
import styles from './Chart.module.css';

/** What to draw. */
export interface ChartProps {
  /** What ECharts is told, for the colours of the page and the width there is. Keep it the same while the numbers are. */
  readonly option: (theme: ChartTheme, width: number) => EChartsCoreOption;
  /** What it shows, for those who do not see it. */
  readonly label: string;
  /** In pixels. */
  readonly height: number;
}

const Chart = lazy(() => import('./Chart.tsx'));

/** A chart, whose library comes when one is shown; its room is kept. */
export function LazyChart(props: ChartProps) {
  return (
    <Suspense fallback={<div className={styles['chart']} style={{ blockSize: props.height }} />}>
      <Chart {...props} />
    </Suspense>
  );
}
