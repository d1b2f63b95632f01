import type { Roster } from '@sugang/enrollment-contracts';
import { stringify } from 'csv-stringify/sync';

const columns = ['status', 'position', 'studentId', 'username', 'name', 'credits', 'createdAt'];

/**
 * A roster as CSV (RFC 4180): first who is enrolled, then who waits, with the position. What a spreadsheet would take for a
 * formula is escaped, for names come from elsewhere.
 */
export function rosterCsv({ enrolled, waiting }: Roster): string {
  const rows = [
    ...enrolled.map((entry) => ({ status: 'enrolled', ...entry })),
    ...waiting.map((entry) => ({ status: 'waiting', ...entry })),
  ];
  return stringify(rows, { header: true, columns, record_delimiter: 'windows', escape_formulas: true });
}
