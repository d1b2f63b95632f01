import { badFile } from './csv-text.ts';

/** A row of a file that was not taken, and why, as a sentence for whoever sent it. */
export interface RejectedRow {
  line: number;
  reason: string;
}

/** A file with more rows that cannot be taken is the wrong file; the report would fill the memory. */
const MOST_REJECTED = 10_000;

/** The rows of an import that were not taken. */
export class RejectedRows {
  readonly #rows: RejectedRow[] = [];

  add(...rows: readonly RejectedRow[]): void {
    this.#rows.push(...rows);
  }

  /** @throws Problem `invalid-input` where there are so many that it must be the wrong file */
  refuseTooMany(): void {
    if (this.#rows.length <= MOST_REJECTED) return;
    const { line, reason } = this.#rows[0]!;
    throw badFile(`more than ${MOST_REJECTED} rows cannot be taken, the first in line ${line} (${reason})`);
  }

  /** In the order of the file, as the report gives them. */
  inOrder(): RejectedRow[] {
    return this.#rows.toSorted((a, b) => a.line - b.line);
  }
}
