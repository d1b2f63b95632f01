import { Command, InvalidArgumentError, Option } from 'commander';
import { writeFileSync } from 'node:fs';
import { CannotRun } from '@sugang/lab/runtime';
import { BenchFailed } from './enrol/bench-failed.ts';
import { benchEnrol } from './enrol/enrol.ts';
import { fullRun, loadNames, quickRun, smokeRun, systemNames, type EnrolOptions } from './enrol/options.ts';
import { asJson } from './report/json.ts';
import { asTable } from './report/table.ts';

const program = new Command('npm run bench --')
  .description('Measures Sugang beside what it is compared with.')
  .helpCommand(false)
  .showHelpAfterError('(--help lists what there is)');

const wholeNumber = (text: string): number => {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('It takes a whole number from 1.');
  return Number(text);
};
const numbers = (text: string): number[] => text.split(',').map(wholeNumber);
const someOf =
  <Name extends string>(names: readonly Name[]) =>
  (text: string): Name[] =>
    text.split(',').map((part) => {
      const name = names.find((one) => one === part.trim());
      if (name === undefined) throw new InvalidArgumentError(`There are ${names.join(', ')}.`);
      return name;
    });

program
  .command('enrol')
  .description(
    'enrolments per second: the ceilings of one function call per request, a plain application, the monolith and the microservices',
  )
  .option('--systems <list>', `what to measure: ${systemNames.join(', ')}`, someOf(systemNames))
  .option('--loads <list>', 'spread over 500 sections, or hot: all on one', someOf(loadNames))
  .option('--connections <list>', 'numbers of connections, each measured by itself', numbers)
  .option('--rounds <number>', 'how often each is measured', wholeNumber)
  .option('--seconds <number>', 'how long each round is measured', wholeNumber)
  .option('--students <number>', 'each applies once in a round at most', wholeNumber)
  .option('--monolith-copies <number>', 'copies of the monolith behind Nginx', wholeNumber)
  .option(
    '--ceiling-clients <number>',
    "pgbench's connections for the ceilings, instead of trying which are best",
    wholeNumber,
  )
  .option('--json <file>', 'write everything into a file as well')
  .addOption(
    new Option('--quick', 'a short form: the ceilings and the monolith, two rounds of 4 s').conflicts(
      'smoke',
    ),
  )
  .addOption(new Option('--smoke', 'a moment of everything: does the benchmark itself work?'))
  .addHelpText(
    'after',
    `
Examples:
  $ npm run bench -- enrol                                     everything, a quarter to half an hour
  $ npm run bench -- enrol --quick                             did a change help?
  $ npm run bench -- enrol --quick --loads hot --systems monolith
  $ npm run bench -- enrol --systems ceiling,monolith --monolith-copies 2
  $ npm run bench -- enrol --rounds 5 --connections 64 --json results.json

What each option is when it is left out: ${describe(fullRun)}
With --quick: ${describe(quickRun)}

PGBENCH names another pgbench. Leave the machine alone meanwhile: who else computes is measured, too.
`,
  )
  .action(async ({ json, quick, smoke, ...chosen }) => {
    const form = quick ? quickRun : smoke ? smokeRun : fullRun;
    await enrol({ ...form, ...chosen }, json);
  });

async function enrol(options: EnrolOptions, jsonFile: string | undefined): Promise<void> {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => controller.abort(name));
  try {
    const results = await benchEnrol(options, say, controller.signal);
    process.stdout.write(`\n${asTable(results, options)}`);
    if (jsonFile) writeFileSync(jsonFile, `${JSON.stringify(asJson(results, options), null, 2)}\n`);
  } catch (error) {
    if (!controller.signal.aborted) throw error;
    say(`Stopped (${controller.signal.reason}).`);
    process.exitCode = 130;
  }
}

/** One line for the person who watches. */
function say(line: string): void {
  process.stdout.write(`${new Date().toTimeString().slice(0, 8)} ${line}\n`);
}

function describe({
  systems,
  loads,
  connections,
  rounds,
  seconds,
  students,
  monolithCopies,
}: EnrolOptions): string {
  return `--systems ${systems.join()} --loads ${loads.join()} --connections ${connections.join()} --rounds ${rounds} --seconds ${seconds ?? 'all'} --students ${students} --monolith-copies ${monolithCopies}`;
}

try {
  await program.parseAsync();
} catch (error) {
  const { message, stack } = error as Error;
  process.stderr.write(`${error instanceof CannotRun || error instanceof BenchFailed ? message : stack}\n`);
  process.exitCode = 1;
}
