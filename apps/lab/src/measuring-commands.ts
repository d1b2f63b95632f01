import { type Command, InvalidArgumentError, Option } from 'commander';
import { dataOption } from './data-option.ts';
import { runtimeNames } from './runtime/runtime.ts';

/** Adds the commands that put claims to the test. They are loaded when they run, so that help needs nothing of them. */
export function addMeasuringCommands(program: Command): void {
  program
    .command('list')
    .description('show the claims, and which of them have an experiment')
    .option('--json', 'for programs')
    .action(async (options) => (await import('./commands/list.ts')).list(options));

  program
    .command('run')
    .description('run experiments: set the scene, measure, judge, report')
    .argument('[ids...]', 'experiments, by the id of their claim')
    .option('--all', 'every experiment')
    .addOption(new Option('--quick', 'a minute or two for each').conflicts('smoke'))
    .addOption(new Option('--smoke', 'a moment of each, to see whether it works; nothing is judged'))
    .addOption(
      new Option(
        '--runtime <name>',
        'what systems run in, instead of what each experiment usually takes; with --all, the experiments that run in it',
      )
        .choices(runtimeNames)
        .conflicts('resume'),
    )
    .option('--repeat <rounds>', 'rounds of each experiment whose figures vary', wholeNumber)
    .option('--resume <folder>', 'go on with a run that was stopped')
    .option('--output <folder>', 'where reports are kept', 'reports')
    .option('--json', 'print the results as well')
    .addHelpText(
      'after',
      `
Examples:
  $ npm run lab -- run footprint              one experiment, all repeats
  $ npm run lab -- run --all --quick          every experiment, a minute or two for each
  $ npm run lab -- run failover --repeat 9
  $ npm run lab -- run footprint --runtime compose
  $ npm run lab -- run --resume reports/2026-11-02T10-00-00

Leave the machine alone meanwhile: who else computes is measured, too. Ctrl-C stops everything and keeps what is measured.
Exit code: 0 when everything was measured, 1 when an experiment failed, 130 when it was stopped.
`,
    )
    .action(async (ids, options) => (await import('./commands/run.ts')).run(ids, options));

  program
    .command('report')
    .description('write the page of a run again, compare runs, or make the pages of docs/experiments')
    .argument('[folder]', 'a folder of reports/; the newest if left out')
    .option('--against <folder>', 'an earlier run to compare with')
    .option('--pages', 'make docs/experiments from this run, or from the one that is kept there')
    .option('--json', 'for programs')
    .addHelpText(
      'after',
      `
Examples:
  $ npm run lab -- report                                     the newest run
  $ npm run lab -- report reports/2026-11-02T10-00-00 --against reports/2026-10-01T09-00-00
`,
    )
    .action(async (folder, options) => (await import('./commands/report.ts')).report(folder, options));

  program
    .command('load')
    .description('send load to a system that runs: virtual users who do what people do')
    .argument('[stories...]', 'what they do, side by side; rush if left out')
    .option('--address <url>', 'where the system is', 'http://localhost:8081')
    .option(
      '--users <number>',
      'virtual users of each story, who act as soon as they are answered',
      wholeNumber,
      20,
    )
    .option(
      '--rate <number>',
      'requests per second of each story instead, whether answers come or not',
      wholeNumber,
    )
    .option('--seconds <number>', 'for how long', wholeNumber, 20)
    .option('--students <number>', 'how many students of the demo data sign in for it', wholeNumber, 50)
    .option('--json', 'for programs')
    .addHelpText(
      'after',
      `
Examples:
  $ npm run lab -- load                                     the rush of registration day, on the monolith
  $ npm run lab -- load rush --address http://localhost:8082   on the microservices
  $ npm run lab -- load browse enrol timetable --rate 50
`,
    )
    .action(async (stories, options) => (await import('./commands/load.ts')).load(stories, options));

  program
    .command('trace')
    .description('show what a request went through, in all processes: give it the header "X-Trace: on" first')
    .argument('<id>', 'the X-Request-Id of its answer, or the id of its trace')
    .addOption(dataOption())
    .option('--json', 'for programs')
    .addHelpText(
      'after',
      `
Example:
  $ curl -si http://localhost:8082/api/terms -H 'X-Trace: on' | grep -i x-request-id
  $ npm run lab -- trace 5f0c1d…
`,
    )
    .action(async (id, options) => (await import('./commands/trace.ts')).trace(id, options));
}

const wholeNumber = (text: string): number => {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('It takes a whole number from 1.');
  return Number(text);
};
