import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { LONG_SESSIONS, type SystemUnderTest } from './system.ts';
import type { Target } from './client/target.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../../', import.meta.url));

/** A project of its own, so that a system that somebody runs here by Compose is left alone. */
const PROJECT = 'sugang-compose-test';
const PORTS = { WEB_PORT: '17080', MONOLITH_PORT: '17081', MSA_PORT: '17082' };

/** A container, as `docker inspect` tells of it. */
interface Container {
  readonly Name: string;
  readonly Config: { readonly User: string; readonly Labels: Record<string, string> };
  readonly NetworkSettings: {
    readonly Ports: Record<string, readonly unknown[] | null>;
    readonly Networks: Record<string, { readonly IPAddress: string }>;
  };
}

/** The system as Compose runs it, with its own volumes, which go with it. */
export class ComposeSystem implements SystemUnderTest {
  readonly site = `http://127.0.0.1:${PORTS.WEB_PORT}`;
  readonly targets: readonly Target[] = [
    { name: 'monolith', decidesAtOnce: true, url: `http://127.0.0.1:${PORTS.MONOLITH_PORT}` },
    { name: 'msa', decidesAtOnce: false, url: `http://127.0.0.1:${PORTS.MSA_PORT}` },
  ];
  #containers: Container[] = [];

  /** Builds the images and starts everything, with so many copies of a service; done when all are healthy. */
  async up(copies: Record<string, number>): Promise<void> {
    const scale = Object.entries(copies).flatMap(([service, count]) => ['--scale', `${service}=${count}`]);
    await this.#compose('up', '--build', '--wait', '--quiet-pull', ...scale);
    const { stdout } = await this.#compose('ps', '--quiet');
    const inspected = await run('docker', ['inspect', ...stdout.trim().split('\n')], { maxBuffer: 1e8 });
    this.#containers = JSON.parse(inspected.stdout) as Container[];
  }

  /** Stops and removes all of it. */
  async down(): Promise<void> {
    await this.#compose('down', '--volumes', '--timeout', '30');
  }

  /** The containers of a service. */
  containersOf(service: string): Container[] {
    return this.#containers.filter(({ Config }) => Config.Labels['com.docker.compose.service'] === service);
  }

  /** All containers that run. */
  get containers(): readonly Container[] {
    return this.#containers;
  }

  copiesOf(variant: 'monolith' | 'msa', context: string) {
    return this.containersOf(variant === 'monolith' ? 'monolith' : context).map((container) => ({
      name: container.Name,
      httpAddress: `http://${container.NetworkSettings.Networks[`${PROJECT}_http`]!.IPAddress}:3000`,
    }));
  }

  #compose(...args: string[]) {
    return run('docker', ['compose', '--project-name', PROJECT, ...args], {
      cwd: root,
      env: { ...process.env, ...PORTS, ...LONG_SESSIONS, SEED: 'demo' },
      maxBuffer: 1e8,
    });
  }
}
