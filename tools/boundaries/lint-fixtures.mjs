/**
 * Lints every fixture as if it stood at the place that its head names (`// as: libs/…`), and prints what fired as JSON.
 * A process of its own, because ESLint and Nx do not run inside Jest's module loader.
 */
import { ESLint } from 'eslint';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import tseslint from 'typescript-eslint';

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
  const [result] = await eslint.lintText(text, { filePath: join(root, place) });
  const messages = result.messages.map(({ ruleId, message }) => ({ rule: ruleId, text: message }));
  results.push({ name, messages });
}
console.log(JSON.stringify(results));
