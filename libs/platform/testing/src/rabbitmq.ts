import { execFile } from 'node:child_process';
import { connect } from 'node:net';
import { promisify } from 'node:util';
import { hasImage } from './docker-image.ts';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';

const IMAGE = 'rabbitmq:4-management';
/** How long it may take to start on a machine that does much else, in milliseconds; usually it is five seconds. */
const START = 180_000;
const docker = (...args: string[]) => promisify(execFile)('docker', args);

/** A real RabbitMQ for tests. */
export interface TestRabbitmq {
  /** A connection as its administrator. */
  readonly url: string;
  /** Ends it as a power failure would; what it has on disk stays. */
  kill(): Promise<void>;
  /** Starts it again after that. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Whether a RabbitMQ can be started here. If not, this says in one line what is skipped. */
export async function canStartRabbitmq(tests: string): Promise<boolean> {
  if (await hasImage(IMAGE)) return true;
  process.stderr.write(`Skipped: ${tests}. They need Docker with the image ${IMAGE}.\n`);
  return false;
}

/** Starts a RabbitMQ in a container. */
export async function startRabbitmq(): Promise<TestRabbitmq> {
  // Its clean-up helper is one more image to pull; each test stops what it started.
  process.env.TESTCONTAINERS_RYUK_DISABLED ??= 'true';
  const { GenericContainer, Wait } = await import('testcontainers');
  // A port that Docker picks would be another one after a restart.
  const port = await freePort();
  const container = await new GenericContainer(IMAGE)
    .withEnvironment({ RABBITMQ_DEFAULT_USER: 'test', RABBITMQ_DEFAULT_PASS: 'only-for-tests' })
    .withExposedPorts({ container: 5672, host: port })
    .withWaitStrategy(Wait.forListeningPorts())
    .withStartupTimeout(START)
    .start();
  const listening = () => eventually('RabbitMQ answers', () => answers(port), START);
  await listening();
  return {
    url: `amqp://test:only-for-tests@127.0.0.1:${port}`,
    kill: async () => void (await docker('kill', container.getId())),
    start: async () => {
      await docker('start', container.getId());
      await listening();
    },
    stop: async () => void (await container.stop()),
  };
}

/** Docker's own proxy accepts connections before RabbitMQ does, so it is asked for an answer: it refuses what is no AMQP by one. */
function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('NO-AMQP!'));
    socket.setTimeout(1_000, () => socket.destroy());
    socket.once('data', () => {
      resolve(true);
      socket.destroy();
    });
    socket.once('error', () => socket.destroy());
    socket.once('close', () => resolve(false));
  });
}
