import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, isBuilt } from './build-once.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const lab = new URL('../apps/lab/dist/main.js', import.meta.url);
/** Commands that only look at what is there, or stop it, do with the lab as it is. */
const lookOnly = ['down', 'status', 'list', 'report', 'trace'];

/** Builds what is missing or has changed, then runs the lab in this very process. */
export async function runLab(args) {
  process.chdir(root);
  const needsOnlyLab = lookOnly.includes(args[0]) || args.includes('--help') || args.includes('-h');
  if (needsOnlyLab ? !existsSync(lab) : !isBuilt(root)) {
    const built = await build(root, needsOnlyLab ? ['--projects', '@sugang/lab'] : []);
    if (!built) process.exit(1);
  }
  process.argv = [process.argv[0], fileURLToPath(lab), ...args];
  await import(lab.href);
}
