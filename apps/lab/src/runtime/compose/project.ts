import { execa } from 'execa';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { projectRoot } from '../../project-root.ts';
import { CannotRun } from '../runtime.ts';

/** A Compose project: the repository's file and the lab's own beside it, by the command line of Compose. */
export class ComposeProject {
  constructor(
    readonly name: string,
    private readonly override: string,
    private readonly variables: Readonly<Record<string, string>>,
    private readonly logFile: string,
  ) {}

  /**
   * Runs a command of Compose to its end, its words in the log.
   *
   * @param purpose what could not be done, for the message: `The images could not be built`
   * @throws CannotRun with its last words
   */
  async run(purpose: string, args: readonly string[], signal?: AbortSignal): Promise<void> {
    const { exitCode, all } = await execa(
      'docker',
      ['compose', '--progress', 'plain', ...this.#files(), ...args],
      {
        cwd: projectRoot,
        env: this.variables,
        reject: false,
        stdin: 'ignore',
        all: true,
        // Ctrl-C does not reach it: the lab decides what ends when.
        detached: true,
        cleanup: false,
        ...(signal && { cancelSignal: signal }),
      },
    );
    const text = stripVTControlCharacters(all ?? '');
    appendFileSync(this.logFile, `$ docker compose ${args.join(' ')}\n${text}\n`);
    signal?.throwIfAborted();
    if (exitCode !== 0)
      throw new CannotRun(`${purpose}: ${lastWords(text)} The whole log is ${this.logFile}.`);
  }

  #files(): string[] {
    const files = [join(projectRoot, 'docker-compose.yml'), this.override];
    return ['--project-name', this.name, ...files.flatMap((file) => ['--file', file])];
  }
}

/** The last lines that say something. */
function lastWords(text: string): string {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^-+$/.test(line));
  return lines.slice(-5).join(' | ').slice(-1_000);
}
