/** `npm start`: builds what is missing or has changed, then runs the lab's `up` in this very process. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, isBuilt } from './build-once.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const lab = new URL('../apps/lab/dist/main.js', import.meta.url);
const args = process.argv.slice(2);
const commands = ['up', 'down', 'status', 'edge'];

process.chdir(root);
const onlyHelp = args.includes('--help') || args.includes('-h');
if (onlyHelp ? !existsSync(lab) : !isBuilt(root)) {
  const built = await build(root, onlyHelp ? ['--projects', '@sugang/lab'] : []);
  if (!built) process.exit(1);
}
process.argv = [process.argv[0], fileURLToPath(lab), ...(commands.includes(args[0]) ? [] : ['up']), ...args];
await import(lab.href);
