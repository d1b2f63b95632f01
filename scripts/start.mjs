/**
 * `npm start`: builds what is missing or has changed, then runs the lab's `up` in this very process. Help, and commands
 * that only look at a running system or stop it, do with the lab as it is.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, isBuilt } from './build-once.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const lab = new URL('../apps/lab/dist/main.js', import.meta.url);
const args = process.argv.slice(2);
const commands = ['up', 'down', 'status', 'dead-letters', 'edge'];
const [command, ...rest] = commands.includes(args[0]) ? args : ['up', ...args];

process.chdir(root);
const needsOnlyLab = ['down', 'status'].includes(command) || rest.includes('--help') || rest.includes('-h');
if (needsOnlyLab ? !existsSync(lab) : !isBuilt(root)) {
  const built = await build(root, needsOnlyLab ? ['--projects', '@sugang/lab'] : []);
  if (!built) process.exit(1);
}
process.argv = [process.argv[0], fileURLToPath(lab), command, ...rest];
await import(lab.href);
