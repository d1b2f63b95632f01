import { BarChart, LineChart, ScatterChart } from 'echarts/charts';
import {
  AriaComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
} from 'echarts/components';
import { init, use as register, type ECharts } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import type { ChartProps } from './LazyChart.tsx';
import { readTheme } from './chart-theme.ts';
import styles from './Chart.module.css';

register([
  ...[BarChart, LineChart, ScatterChart],
  ...[AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent],
  CanvasRenderer,
]);

/** A picture of numbers; drawn again when these change, the room does, or the page turns dark. */
export default function Chart({ option, label, height }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts>(null);
  const draw = useRef<() => void>(undefined);
  useEffect(() => {
    const element = place.current!;
    draw.current = () =>
      chart.current!.setOption(option(readTheme(element), element.clientWidth), { notMerge: true });
    if (chart.current) draw.current();
  }, [option]);
  useEffect(() => {
    const element = place.current!;
    chart.current = init(element, null, { renderer: 'canvas' });
    // Observing reports the size at once, which draws it the first time.
    const room = new ResizeObserver(() => {
      chart.current!.resize();
      draw.current!();
    });
    room.observe(element);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const turned = () => draw.current!();
    dark.addEventListener('change', turned);
    return () => {
      room.disconnect();
      dark.removeEventListener('change', turned);
      chart.current!.dispose();
      chart.current = null;
    };
  }, []);
  return (
    <div
      ref={place}
      role="img"
      aria-label={label}
      className={styles['chart']}
      style={{ blockSize: height }}
    />
  );
}
