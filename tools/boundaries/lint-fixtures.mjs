/**
 * Lints every fixture as if it stood at the place that its head names (`// as: libs/…`), and prints what fired as JSON. With
 * `--project` the sources of the project as well, by the same rules: `{ name: 'project', messages }` at the end.
 * A process of its own, because ESLint and Nx do not run inside Jest's module loader.
 */
import { ESLint } from 'eslint';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import tseslint from 'typescript-eslint';
import { violations } from './violations.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = new URL('./fixtures/', import.meta.url);

const eslint = new ESLint({
  cwd: root,
  // The fixtures are in no TypeScript project; rules about imports and SQL need none.
  overrideConfig: {
    ...tseslint.configs.disableTypeChecked,
    languageOptions: { parserOptions: { projectService: false, program: null, project: false } },
  },
});

const results = [];
for (const name of readdirSync(folder).filter((file) => file.endsWith('.ts'))) {
  const text = readFileSync(new URL(name, folder), 'utf8');
  const place = /^\/\/ as: (\S+)/.exec(text)?.[1];
  if (!place) throw new Error(`${name} does not say where it stands: begin it with "// as: libs/…".`);
  // The line after it says why the rule is there.
  const reason = /^\/\/ as: .*\n\/\/ (.*)/.exec(text)?.[1] ?? '';
  const [result] = await eslint.lintText(text, { filePath: join(root, place) });
  const expected = violations.find(([file]) => file === name)?.[1] ?? null;
  results.push({ name, place, reason, expected, messages: told(result) });
}
if (process.argv.includes('--project')) {
  const files = await eslint.lintFiles(['apps', 'bench', 'libs', 'tools']);
  const boundaries =
    /^(@nx\/enforce-module-boundaries|boundaries\/|(@typescript-eslint\/)?no-restricted-imports)/;
  const messages = files.flatMap(told).filter(({ rule }) => boundaries.test(rule));
  results.push({ name: 'project', files: files.length, messages });
}
console.log(JSON.stringify(results));

/** What fired in a file. */
function told({ messages }) {
  return messages.map(({ ruleId, message }) => ({ rule: ruleId, text: message }));
}
