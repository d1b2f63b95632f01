import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { History, HistoryLine } from './history.ts';

/**
 * Reads a history from its file. A last line that is cut off is left out: its client was killed while it wrote.
 *
 * @throws Error that names the first other line that cannot be read
 */
export async function readHistory(file: string): Promise<History> {
  const lines: HistoryLine[] = [];
  let broken: number | undefined;
  let number = 0;
  for await (const text of createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity })) {
    number++;
    if (text === '') continue;
    if (broken !== undefined)
      throw new Error(`Line ${broken} of ${file} is no line of a history; see tools/verification/README.md.`);
    const line = parse(text);
    if (line) lines.push(line);
    else broken = number;
  }
  return History.of(lines);
}

function parse(text: string): HistoryLine | undefined {
  try {
    return HistoryLine.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
