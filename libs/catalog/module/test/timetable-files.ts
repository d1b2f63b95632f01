import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A small file of our own, with every peculiarity of the real one and a few faults. */
export const OWN_TIMETABLE = fileURLToPath(new URL('./timetable.csv', import.meta.url));

const projectRoot = fileURLToPath(new URL('../../../../', import.meta.url));
const candidate =
  process.env.SUGANG_REAL_TIMETABLE ?? join(projectRoot, '..', 'shared', 'data', 'uiuc-2026-su.csv');

/** The real timetable, where it is present; it is no part of the repository. */
export const REAL_TIMETABLE = existsSync(candidate) ? candidate : undefined;
