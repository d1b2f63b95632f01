/** A line of what a process shows at `/metrics`, in the text format of Prometheus. */
export interface MetricLine {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The lines of one metric; none where the process does not have it. */
export function linesOf(metric: string, text: string): MetricLine[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith(`${metric}{`) || line.startsWith(`${metric} `))
    .map((line) => ({
      labels: Object.fromEntries(
        [...line.matchAll(/[{,](\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, name, value]) => [name!, value!]),
      ),
      value: Number(line.slice(line.lastIndexOf(' '))),
    }));
}
