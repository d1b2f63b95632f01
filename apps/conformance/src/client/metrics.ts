/** The sum of a Prometheus counter of a process, over all series whose labels match. */
export async function sumOfMetric(
  httpAddress: string,
  { metric, labels }: { metric: string; labels: Record<string, RegExp> },
): Promise<number> {
  const response = await fetch(`${httpAddress}/metrics`);
  return sumOf(await response.text(), metric, labels);
}

/** The same, of the text that a process shows. */
export function sumOf(text: string, metric: string, labels: Record<string, RegExp>): number {
  return text
    .split('\n')
    .filter((line) => line.startsWith(`${metric}{`))
    .filter((line) => Object.entries(labels).every(([name, value]) => value.test(labelOf(line, name))))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
}

const labelOf = (line: string, name: string): string =>
  new RegExp(`[{,]${name}="([^"]*)"`).exec(line)?.[1] ?? '';
