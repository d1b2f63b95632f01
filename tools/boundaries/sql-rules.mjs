import { foreignSchemas, isSql } from './sql-names.mjs';

/** The text of a string or template; what is interpolated stands as a `?`. */
const textOf = (node) =>
  node.type === 'TemplateLiteral'
    ? node.quasis.map((part) => part.value.cooked ?? part.value.raw).join('?')
    : typeof node.value === 'string'
      ? node.value
      : undefined;

/** Calls `check` with the text of every string and template, and whether a tag such as `Prisma.sql` marks it as SQL. */
const eachText = (check) => {
  const visit = (node) => {
    const text = textOf(node);
    if (text !== undefined) check(node, text, node.parent.type === 'TaggedTemplateExpression');
  };
  return { Literal: visit, TemplateLiteral: visit };
};

const noSql = {
  meta: {
    type: 'problem',
    docs: {
      description:
        'Composition roots only compose: SQL lives in the modules and in libs/platform/persistence.',
    },
    messages: {
      sql: 'Apps hold no SQL: an app that touches tables cannot be composed in another way. Move the statement into the module that owns the tables, or into libs/platform/persistence.',
    },
    schema: [],
  },
  create: (context) =>
    eachText((node, text) => {
      if (isSql(text)) context.report({ node, messageId: 'sql' });
    }),
};

const ownSchemaOnly = {
  meta: {
    type: 'problem',
    docs: { description: 'Nobody reaches into the tables of another context.' },
    messages: {
      foreign:
        'This SQL names the schema "{{schema}}": the tables of another context are not there in another process, and change without asking. Call its contract, or keep a copy fed by its events.',
    },
    schema: [],
  },
  create(context) {
    const [, owner, layer] = /\/libs\/([^/]+)\/([^/]+)\//.exec(context.filename.replaceAll('\\', '/')) ?? [];
    if (!layer) return {};
    const own = owner === 'platform' ? undefined : owner;
    return eachText((node, text, tagged) => {
      if (!tagged && !isSql(text)) return;
      for (const schema of foreignSchemas(text, own)) {
        context.report({ node, messageId: 'foreign', data: { schema } });
      }
    });
  },
};

/** The rules about SQL, as an ESLint plugin. */
export const sqlRules = {
  meta: { name: 'sql-boundaries' },
  rules: { 'no-sql': noSql, 'own-schema-only': ownSchemaOnly },
};
