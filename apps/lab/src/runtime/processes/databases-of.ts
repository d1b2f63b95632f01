import { CannotRun, type RunningDatabase } from '../runtime.ts';
import { DataFolder } from './data-folder.ts';
import { readRun } from './run-file.ts';

/**
 * The databases of the system that runs on a data folder, whoever started it.
 *
 * @throws CannotRun when nothing runs there
 */
export function databasesOf(data: string): readonly RunningDatabase[] {
  const { path, runFile } = new DataFolder(data);
  const databases = readRun(runFile)?.databases;
  if (!databases?.length) throw new CannotRun(`Nothing runs on ${path}. Start it, or name another folder.`);
  return databases;
}
