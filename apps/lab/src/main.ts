import { Command, InvalidArgumentError, Option } from 'commander';
import { algorithms } from './edge/settings.ts';

// The commands are loaded when they run, so that help needs nothing but this file.
const program = new Command('npm start --')
  .description('Runs Sugang, the course-registration system, as a modular monolith and as microservices.')
  .helpCommand(false)
  .showHelpAfterError('(--help lists what there is)');

const dataOption = () =>
  new Option('--data <folder>', 'where all data is kept').default('.sugang').argParser((folder) => {
    if (folder === '') throw new InvalidArgumentError('Name a folder.');
    return folder;
  });
const variantOption = () =>
  new Option('--variant <name>', 'what to run').choices(['monolith', 'msa', 'both']).default('both');
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
