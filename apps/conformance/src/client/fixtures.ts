import { existsSync, readFileSync } from 'node:fs';

const project = new URL('../../../../', import.meta.url);

/** A timetable file of the suite, moved to a term of its own. */
export function fixture(name: 'timetable' | 'broken-rows', term: string): string {
  const file = new URL(`apps/conformance/fixtures/${name}.csv`, project);
  return readFileSync(file, 'utf8').replaceAll('2026-fixture', term);
}

/** A university's real timetable, where the machine has it. */
export function realTimetable(): string | undefined {
  const file = process.env['SUGANG_REAL_TIMETABLE'] ?? new URL('../shared/data/uiuc-2026-su.csv', project);
  if (existsSync(file)) return readFileSync(file, 'utf8');
  if (typeof file === 'string') throw new Error(`SUGANG_REAL_TIMETABLE names ${file}, which is not there.`);
  return undefined;
}
