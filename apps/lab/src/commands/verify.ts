import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../project-root.ts';

/** Checks the databases of a running system: the inspector's command, with all its options. */
export function verify(words: readonly string[]): void {
  const program = join(projectRoot, 'tools/verification/dist/main.js');
  const { status } = spawnSync(process.execPath, [program, ...words], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
