import { partsOf, type Table } from './table.ts';

/** Text that Markdown shows as it is, but for words in backticks, which are code. */
export function escapeMarkdown(text: string): string {
  return text
    .split(/(`[^`|\n]+`)/)
    .map((part, index) => (index % 2 === 0 ? escapeWords(part) : part))
    .join('');
}

function escapeWords(text: string): string {
  return text
    .replaceAll(/[\\`*_[\]<>|~]/g, (character) => `\\${character}`)
    .replaceAll('&', '&amp;')
    .replaceAll(/\s*\n\s*/g, ' ');
}

/** A table, or several where it is too wide for paper. */
export function markdownTable(table: Table): string {
  return partsOf(table).map(oneTable).join('\n\n');
}

/** Sentences as a list. */
export const markdownList = (sentences: readonly string[]): string =>
  sentences.map((sentence) => `- ${escapeMarkdown(sentence)}`).join('\n');

/** Parts of a document, parted by empty lines; empty ones are left out. */
export const markdownDocument = (parts: readonly (string | false | undefined)[]): string =>
  `${parts.filter(Boolean).join('\n\n')}\n`;

function oneTable({ columns, rows, numbers }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = columns.map((_, index) => (numbers && index > 0 ? '---:' : '---'));
  return [
    line(columns.map(escapeMarkdown)),
    line(rule),
    ...rows.map((row) => line(row.map(escapeMarkdown))),
  ].join('\n');
}
