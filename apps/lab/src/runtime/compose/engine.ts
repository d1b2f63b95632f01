import { execa } from 'execa';
import { request } from 'node:http';
import { CannotRun } from '../runtime.ts';

/** How long the engine may take for an answer, in milliseconds; to stop a container it waits for its end. */
const answerWithinMs = 60_000;

/**
 * Docker's engine, asked over its socket. The command line would do as well, but each call of it costs more processor time than a
 * look at all containers, and it knows no counters.
 */
export class Engine {
  readonly #socketPath: string;

  private constructor(socketPath: string) {
    this.#socketPath = socketPath;
  }

  /**
   * Finds the engine that the command line uses.
   *
   * @throws CannotRun when Docker or Compose is missing, or the engine does not run here
   */
  static async find(): Promise<Engine> {
    const { exitCode, stdout, stderr, code } = await docker('version', '--format', '{{.Server.Version}}');
    if (code === 'ENOENT')
      throw new CannotRun('Docker is not here. Install Docker with Compose 2, or use --runtime processes.');
    if (exitCode !== 0)
      throw new CannotRun(
        `Docker's engine does not answer (${firstLine(stderr || stdout)}). Start it, or use --runtime processes.`,
      );
    if ((await docker('compose', 'version')).exitCode !== 0)
      throw new CannotRun(
        'Docker is here without Compose 2. Install its plugin, or use --runtime processes.',
      );
    return new Engine(await socketPath());
  }

  /** @throws Error with the engine's own words when it refuses */
  get<Answer>(path: string): Promise<Answer> {
    return this.#send('GET', path) as Promise<Answer>;
  }

  /** Does something to a container; nothing where it is in that state already. */
  async order(path: string): Promise<void> {
    await this.#send('POST', path);
  }

  async remove(container: string): Promise<void> {
    await this.#send('DELETE', `/containers/${container}?force=1&v=1`);
  }

  #send(method: string, path: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const options = { socketPath: this.#socketPath, method, path, timeout: answerWithinMs };
      const sent = request(options, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.once('error', reject);
        answer.once('end', () => {
          const text = Buffer.concat(parts).toString();
          if (answer.statusCode! < 400) resolve(text === '' ? undefined : JSON.parse(text));
          else reject(new Error(`Docker refuses ${method} ${path}: ${messageOf(text)}`));
        });
      });
      sent.once('timeout', () => sent.destroy(new Error(`Docker does not answer ${method} ${path}.`)));
      sent.once('error', reject);
      sent.end();
    });
  }
}

/** Runs Docker's command line; never throws. Ctrl-C does not reach it: the lab decides what ends when. */
export async function docker(...args: string[]) {
  return execa('docker', args, { reject: false, stdin: 'ignore', detached: true, cleanup: false });
}

/** The engine must be on this machine, where the ports are published and the folders are that are mounted. */
async function socketPath(): Promise<string> {
  const { stdout } = await docker('context', 'inspect', '--format', '{{.Endpoints.docker.Host}}');
  const host = process.env.DOCKER_HOST || stdout.trim();
  const [, path] = /^(?:unix|npipe):\/\/(.+)$/.exec(host) ?? [];
  if (path) return path;
  throw new CannotRun(
    `Docker's engine is elsewhere (${host}). Choose one on this machine, or use --runtime processes.`,
  );
}

function messageOf(text: string): string {
  try {
    return (JSON.parse(text) as { message: string }).message;
  } catch {
    return text;
  }
}

const firstLine = (text: string): string => text.trim().split('\n')[0]!;
