import { existsSync, readFileSync, renameSync } from 'node:fs';

/** Makes room for a new log: the one of the run before is kept beside it. */
export function beginLog(file: string): void {
  if (existsSync(file)) renameSync(file, file.replace(/\.log$/, '.previous.log'));
}

/** The last line of a log that holds something, shortened; of a JSON line its message. */
export function lastLine(file: string): string {
  const line = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').at(-1)!.trim() : '';
  return messageOf(line).slice(0, 500);
}

function messageOf(line: string): string {
  try {
    const { msg, err } = JSON.parse(line) as { msg?: string; err?: { message?: string } };
    return [msg, err?.message].filter(Boolean).join(': ') || line;
  } catch {
    return line;
  }
}
