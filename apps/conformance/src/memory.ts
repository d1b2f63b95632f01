import { writeFileSync } from 'node:fs';
import type { OwnSystem } from './system.ts';

const MEGABYTE = 1_000_000;

/** Writes the resident memory of each process, in MB, as a table into the file that `CONFORMANCE_MEMORY` names. */
export async function reportMemory(system: OwnSystem, file: string): Promise<void> {
  const bytes = await system.running.memory();
  const rows = Object.entries(bytes).map(([name, size]) => `| ${name} | ${Math.round(size / MEGABYTE)} |`);
  writeFileSync(file, ['| process | RSS after the suite, MB |', '| --- | ---: |', ...rows, ''].join('\n'));
}
