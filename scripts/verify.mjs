/** `npm run verify`: checks the databases of a running variant; builds what is missing first. See tools/verification/README.md. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from './build-once.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const program = new URL('../tools/verification/dist/main.js', import.meta.url);

process.chdir(root);
// Whatever runs was built by who started it; only the verification itself is needed here.
const projects = ['@sugang/verification', '@sugang/lab', '@sugang/enrollment-domain'];
if (!existsSync(program) && !(await build(root, ['--projects', projects.join(',')]))) process.exit(1);
process.argv[1] = fileURLToPath(program);
await import(program.href);
