import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { nxEnvironment, nxProgram, type ProjectGraph } from '../project-graph.ts';
import type { ProgramResult, Stage } from '../stage.ts';

/** Builds and tests in a copy of the workspace, and says how long each took. Nothing comes from a cache, as on a new build machine. */
export class TimedRuns {
  constructor(
    private readonly stage: Stage,
    private readonly workspace: string,
    private readonly graph: ProjectGraph,
  ) {}

  /** All of it as one module: the compiler is started once, for all sources. */
  async buildAsOne(projects: readonly string[]): Promise<number> {
    const output = join(this.stage.folder, 'one-module');
    const sources = projects.map((name) => join(this.#folder(name), 'src'));
    const { seconds } = await this.#run('The build as one module', [
      join(this.workspace, 'node_modules/@swc/cli/bin/swc.js'),
      ...sources,
      ...['--out-dir', output, '--config-file', '.swcrc'],
    ]);
    await rm(output, { recursive: true, force: true });
    return seconds;
  }

  /** Some of many modules, as the workspace builds them. */
  async buildModules(projects: readonly string[]): Promise<number> {
    const { seconds } = await this.#run('The build of modules', [
      nxProgram,
      'run-many',
      '--target=build',
      `--projects=${projects.join(',')}`,
      '--skip-nx-cache',
      '--exclude-task-dependencies',
      '--output-style=static',
    ]);
    return seconds;
  }

  /** The unit tests of some projects, all in one Jest. */
  async test(projects: readonly string[]): Promise<number> {
    const folders = projects
      .map((name) => this.#testsOf(name))
      .filter((folder) => existsSync(join(this.workspace, folder)));
    const { seconds } = await this.#run('Jest', [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      join(this.workspace, 'node_modules/jest/bin/jest.js'),
      ...folders,
      '--no-cache',
      // As the project's own test command has it.
      ...['--maxWorkers', '100%'],
      '--passWithNoTests',
      '--silent',
      ...['/node_modules/', '/dist/', '/generated/', String.raw`\.integration\.test\.ts$`].flatMap(
        (pattern) => ['--testPathIgnorePatterns', pattern],
      ),
    ]);
    return seconds;
  }

  /** Of the lab, the product has the generator of the edge only. */
  #testsOf(name: string): string {
    const folder = this.#folder(name);
    return name === '@sugang/lab' ? `${folder}/src/edge/` : `${folder}/`;
  }

  #folder(name: string): string {
    return this.graph.get(name)!.folder;
  }

  async #run(what: string, args: readonly string[]): Promise<ProgramResult> {
    const result = await this.stage.run(process.execPath, args, {
      cwd: this.workspace,
      environment: { ...nxEnvironment, NX_WORKSPACE_ROOT_PATH: this.workspace, PATH: this.#path() },
    });
    if (result.exitCode !== 0) throw new Error(`${what} failed: ${result.output.slice(-800)}`);
    return result;
  }

  #path(): string {
    return `${join(this.workspace, 'node_modules/.bin')}:${process.env.PATH ?? ''}`;
  }
}
