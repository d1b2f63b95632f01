import { readdirSync } from 'node:fs';

const libs = new URL('../../libs/', import.meta.url);

/** The contexts, which are also the names of their database schemas. */
export const contexts = readdirSync(libs).filter((folder) => folder !== 'platform');

const statementStart =
  /^\s*(SELECT|WITH|INSERT\s+INTO|UPDATE|DELETE\s+FROM|CREATE|ALTER|DROP|GRANT|REVOKE|TRUNCATE|LOCK|CALL|SET|BEGIN|COMMIT)\b/;
const shape = {
  SELECT: /^SELECT\s[\s\S]+(\sFROM\s|\()/,
  WITH: /^WITH\s[\s\S]+\sAS\s/,
  UPDATE: /^UPDATE\s[\s\S]+\sSET\s/,
  CREATE:
    /^CREATE\s(OR\sREPLACE\s|UNIQUE\s)?(TABLE|SCHEMA|ROLE|USER|DATABASE|FUNCTION|INDEX|EXTENSION|TYPE|VIEW|TRIGGER)/,
  ALTER: /^ALTER\s(TABLE|SCHEMA|ROLE|USER|DATABASE|FUNCTION|DEFAULT|TYPE)/,
  DROP: /^DROP\s(TABLE|SCHEMA|ROLE|USER|DATABASE|FUNCTION|INDEX|TYPE|VIEW|OWNED)/,
  GRANT: /^GRANT\s[\s\S]+\sTO\s/,
  REVOKE: /^REVOKE\s[\s\S]+\sFROM\s/,
  TRUNCATE: /^TRUNCATE\s(TABLE\s)?["a-z]/i,
  LOCK: /^LOCK\sTABLE/,
  CALL: /^CALL\s[\w."]+\s?\(/,
  SET: /^SET\s(LOCAL\s|SESSION\s)?\w+\s?(=|TO\s)/,
  BEGIN: /^BEGIN\s?(;|$)/,
  COMMIT: /^COMMIT\s?(;|$)/,
};

/**
 * Whether a text is an SQL statement. The first keyword must be in one case, upper or lower: so a sentence such as
 * "Select a term from the list" is none.
 */
export function isSql(text) {
  const start = text.trimStart();
  const keyword = /^[A-Z]+\b/.exec(start) ?? /^[a-z]+\b/.exec(start);
  if (!keyword) return false;
  const upper = start.toUpperCase().replace(/\s+/g, ' ');
  const first = statementStart.exec(upper)?.[1]?.split(' ')[0];
  if (!first) return false;
  return shape[first]?.test(upper) ?? true;
}

/** Names that a text in quotes or a comment holds are no tables: `'enrollment.confirmed'` is an event. */
const withoutCommentsAndTexts = (sql) =>
  sql
    .replace(/--.*$/gm, ' ')
    .replace(/\/\*[\s\S]*?\*\//g, ' ')
    .replace(/'(?:[^']|'')*'/g, "''");

const name = String.raw`"?([A-Za-z_]\w*)"?`;
const qualified = new RegExp(String.raw`(?<![\w."])${name}\s*\.\s*"?[A-Za-z_]`, 'g');
const relation = new RegExp(
  String.raw`\b(?:INTO|UPDATE|JOIN|TABLE|REFERENCES|TRUNCATE|(?<!DISTINCT\s)FROM)\s+(?:ONLY\s+|IF\s+(?:NOT\s+)?EXISTS\s+)?${name}\s*\.\s*"?[A-Za-z_]`,
  'gi',
);
const schema = new RegExp(
  String.raw`\bSCHEMA\s+(?:IF\s+(?:NOT\s+)?EXISTS\s+)?${name}|\bsearch_path\s*(?:=|TO)\s*${name}`,
  'gi',
);
const columnFunction = /\b(?:EXTRACT|SUBSTRING|TRIM|OVERLAY)\s*\([^()]*\)/gi;
const everybodys = ['pg_catalog', 'information_schema', 'pg_temp'];

const namesOf = (pattern, sql) =>
  [...sql.matchAll(pattern)].map((match) => match.slice(1).find(Boolean).toLowerCase());

/**
 * The schemas that a piece of SQL names and that are not `own`: those of other contexts wherever they stand, any other
 * where only a schema can stand. Without `own`, only those of contexts.
 */
export function foreignSchemas(sql, own) {
  const text = withoutCommentsAndTexts(sql);
  const ofOthers = [...namesOf(qualified, text), ...namesOf(schema, text)].filter(
    (found) => found !== own && contexts.includes(found),
  );
  const elsewhere = own
    ? [...namesOf(relation, text.replace(columnFunction, ' ')), ...namesOf(schema, text)].filter(
        (found) => found !== own && !everybodys.includes(found),
      )
    : [];
  return [...new Set([...ofOthers, ...elsewhere])];
}
