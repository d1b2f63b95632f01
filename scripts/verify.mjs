/** `npm run verify`: builds what is missing or has changed, then checks a variant. See tools/verification/README.md. */
import { fileURLToPath } from 'node:url';
import { build, isBuilt } from './build-once.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const program = new URL('../tools/verification/dist/main.js', import.meta.url);

process.chdir(root);
if (!isBuilt(root) && !(await build(root))) process.exit(1);
process.argv[1] = fileURLToPath(program);
await import(program.href);
