/** How many statements are remembered with their names. They are few and written by hand, but for those that Prisma makes. */
const REMEMBERED = 1_000;

const names = new Map<string, string>();

/**
 * A short name for a statement: its own where it has one, else what it does to which table, `SELECT enrollment.seats`. Never its
 * parameters, and no literal out of its text.
 */
export function statementName(query: unknown): string {
  if (typeof query === 'string') return remembered(query);
  const { name, text } = (query ?? {}) as { name?: unknown; text?: unknown };
  if (typeof name === 'string' && name !== '') return name.replaceAll('"', '');
  return typeof text === 'string' ? remembered(text) : 'statement';
}

function remembered(text: string): string {
  const known = names.get(text);
  if (known) return known;
  const name = summaryOf(text);
  if (names.size < REMEMBERED) names.set(text, name);
  return name;
}

const CONTROL = /^\s*(BEGIN|COMMIT|ROLLBACK TO SAVEPOINT|ROLLBACK|RELEASE SAVEPOINT|SAVEPOINT)\b/i;
const TABLE = String.raw`((?:"\w+"|\w+)(?:\.(?:"\w+"|\w+))?)`;
const CHANGE = new RegExp(
  String.raw`(?<!FOR )(?<!KEY )(?<!DO )\b(INSERT|UPDATE|DELETE)\b(?: INTO| FROM| ONLY)?\s+${TABLE}`,
  'i',
);
const FROM = new RegExp(String.raw`\bFROM\s+${TABLE}`, 'i');

/** What it changes counts, wherever that stands (`WITH … UPDATE …`); else what it reads first. */
function summaryOf(text: string): string {
  const control = CONTROL.exec(text)?.[1];
  if (control) return control.toUpperCase();
  const change = CHANGE.exec(text);
  if (change) return `${change[1]!.toUpperCase()} ${unquoted(change[2]!)}`;
  const verb = /^\s*(\w+)/.exec(text)?.[1]?.toUpperCase() ?? 'statement';
  const table = FROM.exec(text)?.[1];
  return table ? `${verb === 'WITH' ? 'SELECT' : verb} ${unquoted(table)}` : verb;
}

const unquoted = (table: string): string => table.replaceAll('"', '');
