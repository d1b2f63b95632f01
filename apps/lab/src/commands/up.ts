import { rmSync } from 'node:fs';
import { DataFolder, writePrivately } from '../runtime/processes/data-folder.ts';
import { loopbackAddresses } from '../runtime/processes/ports.ts';
import { startProcesses } from '../runtime/processes/start.ts';
import { parseGroups, parseReplicas } from '../runtime/choices.ts';
import { CannotRun, type RunningSystem } from '../runtime/runtime.ts';
import { labSite } from '../site/lab-site.ts';
import { startSiteServer } from '../site/site-server.ts';
import { edgePorts, type EdgeOptions } from './edge-options.ts';
import { stopRequest } from './stop-request.ts';
import { traceReceiverFor } from './trace-receiver-for.ts';

interface UpOptions extends EdgeOptions {
  readonly replicas?: string[];
  readonly data: string;
  readonly reset?: true;
  readonly seed: 'demo' | 'none';
  readonly listen: string;
  readonly rateLimit?: string;
}

/** Starts everything, says where it is, and stops it when told. */
export async function up(options: UpOptions): Promise<void> {
  const begun = performance.now();
  const { variant, seed, data } = options;
  const registrar = {
    username: process.env.REGISTRAR_USERNAME || 'registrar',
    password: process.env.REGISTRAR_PASSWORD || 'let-me-in',
  };
  const choices = {
    variant,
    seed,
    data,
    registrar,
    ports: edgePorts(),
    reset: options.reset ?? false,
    listenOn: options.listen === 'localhost' ? loopbackAddresses() : [options.listen],
    edge: {
      algorithm: options.balance,
      cacheReads: options.cache,
      ...(options.accessLog && { accessLog: true }),
      ...(options.rateLimit && {
        requestsPerSecondAndAddress: wholeNumber('--rate-limit', options.rateLimit),
      }),
    },
    ...(options.groups !== undefined && variant !== 'monolith' && { groups: parseGroups(options.groups) }),
    ...(options.replicas && {
      replicas: options.replicas.reduce<Record<string, number>>((all, one) => parseReplicas(one, all), {}),
    }),
  };
  const stop = stopRequest();
  const traces = await traceReceiverFor(process.env.OTLP_ENDPOINT);
  const server = await startSiteServer();
  const system = await startProcesses({
    ...choices,
    ...traces.options,
    lab: { address: server.address },
    say,
    signal: stop.signal,
  }).catch((error: Error) => {
    if (!stop.signal.aborted) throw error;
  });
  if (!system) {
    await Promise.all([server.stop(), traces.stop()]);
    return say('Stopped before everything was started.');
  }
  say(`Everything is ready after ${((performance.now() - begun) / 1000).toFixed(1)} s.\n`);
  server.serve(labSite(system, { registrar, ...(traces.store && { traces: traces.store }) }));
  const { controlFile } = new DataFolder(data);
  writePrivately(controlFile, server.access);
  process.stdout.write(welcome(system, seed, registrar, server.access.token));
  await stop.requested;
  rmSync(controlFile, { force: true });
  process.stdout.write('\n');
  say(`Stopping (${stop.signal.reason}) …`);
  await server.stop();
  await system.stop();
  await traces.stop();
  say('Everything is stopped.');
}

/** One line for the person who watches. */
function say(line: string): void {
  process.stdout.write(`${new Date().toTimeString().slice(0, 8)} ${line}\n`);
}

function welcome(
  { addresses }: RunningSystem,
  seed: string,
  registrar: { username: string; password: string },
  token: string,
): string {
  const students = seed === 'demo' ? 's00001 … s02000 with the password let-me-in; ' : '';
  // A password that somebody chose is not for the screen.
  const password = registrar.password === 'let-me-in' ? 'let-me-in' : 'that you chose';
  const rows = [
    ['Site', addresses.site],
    ['Monolith', addresses.monolith],
    ['Microservices', addresses.msa],
    ['Students', students && students.slice(0, -2)],
    ['Registrar', `${registrar.username} with the password ${password}`],
    ['Control token', `${token}, for the lab's pages of the site: whoever has it may kill processes`],
    ['Traces', traceHint(addresses)],
    ['Stop', 'Ctrl-C'],
  ];
  return rows
    .filter(([, value]) => value)
    .map(([name, value]) => `  ${name!.padEnd(14)} ${value}\n`)
    .join('');
}

/** How to see one. */
const traceHint = ({ collector }: RunningSystem['addresses']): string =>
  collector
    ? `of requests with the header "X-Trace: on" go to ${collector}`
    : 'send a request with "X-Trace: on", then: npm run lab -- trace <its X-Request-Id>';

function wholeNumber(option: string, text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new CannotRun(`${option} takes a whole number from 1, not "${text}".`);
}
