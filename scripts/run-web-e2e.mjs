import { fileURLToPath } from 'node:url';
import { build, isBuilt } from './build-once.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Builds what is missing or has changed, then runs a command of apps/web-e2e in this very process. */
export async function runWebE2e(command) {
  process.chdir(root);
  if (!isBuilt(root) && !(await build(root))) process.exit(1);
  await import(new URL(`../apps/web-e2e/dist/${command}.js`, import.meta.url).href);
}
