import { Command, InvalidArgumentError, Option } from 'commander';
import { algorithms } from './edge/settings.ts';

// The commands are loaded when they run, so that help needs nothing but this file.
const program = new Command(process.env.npm_lifecycle_event === 'lab' ? 'npm run lab --' : 'npm start --')
  .description(
    'Runs Sugang, the course-registration system, as a modular monolith and as microservices, and puts claims about both to the test.',
  )
  .helpCommand(false)
  .showHelpAfterError('(--help lists what there is)');

const dataOption = () =>
  new Option('--data <folder>', 'where all data is kept').default('.sugang').argParser((folder) => {
    if (folder === '') throw new InvalidArgumentError('Name a folder.');
    return folder;
  });
const variantOption = () =>
  new Option('--variant <name>', 'what to run').choices(['monolith', 'msa', 'both']).default('both');
const wholeNumber = (text: string): number => {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('It takes a whole number from 1.');
  return Number(text);
};
const groupsOption = () =>
  new Option(
    '--groups <list>',
    'another grouping of the modules into processes, on the MSA port: modules of one process are joined by +, processes parted by ,',
  );

program
  .command('up')
  .description('start everything, and stop it on Ctrl-C')
  .addOption(variantOption())
  .option(
    '--replicas <name=number...>',
    'copies of a process, by module or "monolith"; several by comma, or the option again',
  )
  .addOption(groupsOption())
  .addOption(dataOption())
  .option('--reset', 'drop the data first')
  .addOption(
    new Option('--seed <data>', 'what to put into an empty system').choices(['demo', 'none']).default('demo'),
  )
  .option('--listen <address>', 'the address that Nginx listens on', 'localhost')
  .addOption(
    new Option('--balance <algorithm>', 'how Nginx spreads requests over copies')
      .choices([...algorithms])
      .default('round-robin'),
  )
  .option('--no-cache', 'do not let Nginx answer catalog reads from its cache of one second')
  .option('--access-log', 'let Nginx write a JSON line for each request into logs/access.log')
  .option('--rate-limit <number>', 'requests per second that one address may make; no limit if left out')
  .addHelpText(
    'after',
    `
Examples:
  $ npm start                                          both variants with demo data
  $ npm start -- --variant monolith                    the monolith alone
  $ npm start -- --replicas enrollment=3,monolith=3    three copies of each
  $ npm start -- --groups enrollment+billing,identity,catalog+notification
  $ npm start -- --data /tmp/try --reset --seed none   empty, elsewhere
  $ npm start -- status                                the processes of a running system
  $ npm start -- down                                  stop it from elsewhere

Addresses: http://localhost:8080 the site, 8081 the monolith, 8082 the microservices.
WEB_PORT, MONOLITH_PORT and MSA_PORT choose other ports; REGISTRAR_USERNAME and REGISTRAR_PASSWORD
the first registrar; LOG_LEVEL how much the services write into the logs; NGINX which Nginx to use.
`,
  )
  .action(async (options) => (await import('./commands/up.ts')).up(options));

program
  .command('down')
  .description('stop a system that was started elsewhere, or clear away what is left of one')
  .addOption(dataOption())
  .action(async (options) => (await import('./commands/down.ts')).down(options));

program
  .command('status')
  .description('show the processes of a system that runs')
  .addOption(dataOption())
  .action(async (options) => (await import('./commands/status.ts')).status(options));

program
  .command('dead-letters')
  .description('list or replay the events that a subscriber has refused too often (--help tells more)')
  .argument('[words...]')
  .addOption(dataOption())
  .helpOption(false)
  .allowUnknownOption()
  .action(async (words, options) => (await import('./commands/dead-letters.ts')).deadLetters(words, options));

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

program
  .command('edge')
  .description("write Nginx' configuration and the OpenAPI documents for Compose")
  .requiredOption('--output <folder>', 'where to write them')
  .addOption(variantOption())
  .addOption(groupsOption())
  .option('--resolver <address>', 'the DNS server that follows the number of copies', '127.0.0.11')
  .option('--service-port <port>', "the services' HTTP port", '3000')
  .option('--openapi-folder <folder>', 'where the OpenAPI documents will lie in the container', '/etc/nginx')
  .addOption(new Option('--balance <algorithm>').choices([...algorithms]).default('round-robin'))
  .option('--no-cache', 'do not let Nginx answer catalog reads from its cache of one second')
  .option('--access-log', 'let Nginx write a JSON line for each request to its standard output')
  .action(async (options) => (await import('./commands/edge.ts')).edge(options));

try {
  await program.parseAsync();
} catch (error) {
  // What is not meant for people is a defect and shows where it comes from.
  const { name, message, stack } = error as Error;
  process.stderr.write(`${name === 'CannotRun' ? message : stack}\n`);
  process.exit(1);
}
