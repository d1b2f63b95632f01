/** Words in columns, independent of what draws them. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Whether all columns but the first hold numbers. */
  readonly numbers: boolean;
}

/** More columns than this do not fit on paper. */
const MOST_COLUMNS = 6;

/** Parts a wide table into several that fit on paper; each begins with the first column. */
export function partsOf(table: Table): readonly Table[] {
  const width = table.columns.length - 1;
  const count = Math.max(1, Math.ceil(width / MOST_COLUMNS));
  const each = Math.ceil(width / count);
  return Array.from({ length: count }, (_, part) => {
    const take = (cells: readonly string[]) => [
      ...cells.slice(0, 1),
      ...cells.slice(1 + part * each, 1 + (part + 1) * each),
    ];
    return { ...table, columns: take(table.columns), rows: table.rows.map(take) };
  });
}
