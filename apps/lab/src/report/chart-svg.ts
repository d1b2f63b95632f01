import { BarChart as Bars, LineChart as Lines, ScatterChart as Points } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, MarkLineComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Chart } from '../experiments/experiment.ts';
import { chartDescription } from './chart-data.ts';
import { CHART_HEIGHT, CHART_WIDTH, chartOption, GRID_COLOUR, TEXT_COLOUR } from './chart-option.ts';
import { escapeHtml } from './html.ts';

use([
  ...[Bars, Lines, Points],
  ...[AriaComponent, GridComponent, LegendComponent, MarkLineComponent],
  SVGRenderer,
]);

/** Where a picture is shown: within a page, whose colours it takes, or as a file of its own, on white. */
export type ChartPlace = 'page' | 'file';

/**
 * Draws a chart.
 *
 * @param id of the picture; unique within a page
 */
export function chartSvg(chart: Chart, id: string, place: ChartPlace): string {
  const canvas = init(null, null, { renderer: 'svg', ssr: true, width: CHART_WIDTH, height: CHART_HEIGHT });
  try {
    canvas.setOption(chartOption(chart));
    return finish(canvas.renderToSVGString(), chart, id, place);
  } finally {
    canvas.dispose();
  }
}

function finish(svg: string, chart: Chart, id: string, place: ChartPlace): string {
  const description = chartDescription(chart);
  const start = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${CHART_WIDTH} ${CHART_HEIGHT}"`,
    ` role="img" aria-label="${escapeHtml(`${chart.title}. ${description}`)}" class="chart">`,
    `<title>${escapeHtml(chart.title)}</title><desc>${escapeHtml(description)}</desc>`,
    place === 'file' ? `<rect width="${CHART_WIDTH}" height="${CHART_HEIGHT}" fill="#ffffff"/>` : '',
  ].join('');
  const drawn = svg
    .replace(/^<svg[^>]*>/, () => start)
    // Only what a mouse would do: nothing does anything here.
    .replaceAll(/<style ?>[^]*?<\/style>/g, '')
    .replaceAll(/ (?:ecmeta_\w+|class="zr|pointer-events=)[^ >]*/g, '')
    .replaceAll(/\n+/g, '\n')
    // ECharts counts its pictures, so a name would differ from run to run.
    .replaceAll(/\bzr\d+-/g, () => `${id}-`);
  if (place === 'file') return drawn;
  return drawn.replaceAll(TEXT_COLOUR, 'currentColor').replaceAll(GRID_COLOUR, 'var(--line)');
}
