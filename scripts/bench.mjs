/** `npm run bench`: builds what is missing or has changed, then runs the benchmark in this very process. */
import { fileURLToPath } from 'node:url';
import { build, isBuilt } from './build-once.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const bench = new URL('../bench/runner/dist/main.js', import.meta.url);
const args = process.argv.slice(2);

process.chdir(root);
if (!isBuilt(root) && !(await build(root))) process.exit(1);
process.argv = [process.argv[0], fileURLToPath(bench), ...args];
await import(bench.href);
