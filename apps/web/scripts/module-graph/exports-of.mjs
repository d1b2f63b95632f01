import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/**
 * What a module's entry file shows: names with their kind and the first sentence of their documentation.
 *
 * @returns {{ name: string, kind: 'type' | 'class' | 'function' | 'constant', says?: string }[]} by name
 */
export const exportsOf = (file) =>
  [...namesShown(file).values()].sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));

function namesShown(file) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const shown = new Map();
  for (const statement of source.statements) {
    const names = ts.isExportDeclaration(statement)
      ? passedOn(statement, file, source)
      : isExported(statement)
        ? declared(statement)
        : [];
    for (const one of names) shown.set(one.name, merged(shown.get(one.name), one));
  }
  return shown;
}

/** `export * from './x.ts'`, `export { a, type b } from './x.ts'`, `export { a }` */
function passedOn({ exportClause, moduleSpecifier, isTypeOnly }, file, source) {
  const from = moduleSpecifier?.text;
  const others = from?.startsWith('.')
    ? namesShown(join(dirname(file), from))
    : from
      ? new Map()
      : local(source);
  if (!exportClause) return [...others.values()];
  if (ts.isNamespaceExport(exportClause)) return [{ name: exportClause.name.text, kind: 'constant' }];
  return exportClause.elements.map((element) => {
    const original = others.get((element.propertyName ?? element.name).text);
    const kind = isTypeOnly || element.isTypeOnly ? 'type' : 'constant';
    return { kind, ...original, name: element.name.text };
  });
}

const local = (source) =>
  new Map(source.statements.flatMap((statement) => declared(statement).map((one) => [one.name, one])));

const isExported = (statement) =>
  ts.canHaveModifiers(statement) &&
  (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);

function declared(statement) {
  const says = firstSentence(statement);
  const one = (name, kind) => ({ name, kind, ...(says && { says }) });
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
      namesIn(name).map((text) => one(text, isFunction(initializer) ? 'function' : 'constant')),
    );
  if (!statement.name || !ts.isIdentifier(statement.name)) return [];
  if (ts.isFunctionDeclaration(statement)) return [one(statement.name.text, 'function')];
  if (ts.isClassDeclaration(statement)) return [one(statement.name.text, 'class')];
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement))
    return [one(statement.name.text, 'type')];
  return [one(statement.name.text, 'constant')];
}

const namesIn = (name) =>
  ts.isIdentifier(name)
    ? [name.text]
    : name.elements.flatMap((element) => (ts.isBindingElement(element) ? namesIn(element.name) : []));

const isFunction = (initializer) =>
  initializer !== undefined && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer));

/** A schema and the type made of it share their name: the value is what they are. */
function merged(before, one) {
  if (!before) return one;
  const value = one.kind === 'type' ? before : one;
  return { ...value, ...(value.says ? {} : (before.says ?? one.says) && { says: before.says ?? one.says }) };
}

function firstSentence(node) {
  const [doc] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const text = ts.getTextOfJSDocComment(doc?.comment) ?? '';
  return text
    .replace(/\{@link\s+([^}\s]+)[^}]*\}/g, '$1')
    .replace(/\s+/g, ' ')
    .split(/(?<=[.!?])\s/)[0]
    .trim();
}
