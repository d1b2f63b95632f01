import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startCompose, type RunningSystem } from '@sugang/lab/runtime';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describeRuntime } from './behaviour/runtime.ts';
import { describePart } from './parts.ts';

jest.setTimeout(120_000);

const START_MS = 1_500_000;
const STOP_MS = 180_000;
const PROJECT = 'sugang-compose-runtime-test';
const CPUS = 0.2;
const MEMORY = 300_000_000;

const run = promisify(execFile);

describePart('compose')('the Compose runtime', () => {
  let data: string;
  let system: RunningSystem;

  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'sugang-compose-'));
    system = await startCompose({
      data,
      project: PROJECT,
      variant: 'monolith',
      replicas: { monolith: 2 },
      seed: 'none',
      limits: { cpus: CPUS, memoryBytes: MEMORY },
    });
  }, START_MS);
  afterAll(async () => {
    await system?.stop();
    await rm(data, { recursive: true, force: true });
  }, STOP_MS);

  it('limits each copy, and nobody else', async () => {
    const limits = async (service: string) => {
      const format = '{{.HostConfig.NanoCpus}} {{.HostConfig.Memory}}';
      const { stdout } = await run('docker', ['inspect', '--format', format, `${PROJECT}-${service}`]);
      return stdout.trim();
    };
    for (const copy of ['monolith-1', 'monolith-2'])
      expect(await limits(copy)).toBe(`${CPUS * 1e9} ${MEMORY}`);
    expect(await limits('postgres-1')).toMatch(/^0 /);
  });

  it('says where the database can be reached from outside', async () => {
    const [database] = system.databases();
    expect(database).toMatchObject({ variant: 'monolith' });
    const { hostname, port, password } = new URL(database!.url);
    expect(password).not.toBe('');
    const connected = new Promise((resolve, reject) => {
      const socket = createConnection({ host: hostname, port: Number(port) });
      socket.once('error', reject).once('connect', () => resolve(socket.destroy()));
    });
    await expect(connected).resolves.toBeDefined();
  });

  // Nginx may look the copies' names up again while it tries the dead one, and then knows of no other for a moment.
  describeRuntime(() => system, { lostAtKill: 3 });

  describe('when it stops', () => {
    it(
      'leaves nothing but the logs',
      async () => {
        await system.stop();
        const label = ['--filter', `label=com.docker.compose.project=${PROJECT}`, '--quiet'];
        for (const kind of [
          ['ps', '--all'],
          ['volume', 'ls'],
          ['network', 'ls'],
        ])
          expect((await run('docker', [...kind, ...label])).stdout).toBe('');
        expect(await readFile(join(data, 'logs/monolith.log'), 'utf8')).toContain('"msg":"ready"');
      },
      STOP_MS,
    );
  });
});
