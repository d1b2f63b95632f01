import { Command, Option } from 'commander';
import { dataOption } from './data-option.ts';
import { algorithms } from './edge/settings.ts';
import { addMeasuringCommands } from './measuring-commands.ts';

// The commands are loaded when they run, so that help needs nothing of them.
const program = new Command(process.env.npm_lifecycle_event === 'lab' ? 'npm run lab --' : 'npm start --')
  .description(
    'Runs Sugang, the course-registration system, as a modular monolith and as microservices, and puts claims about both to the test.',
  )
  .helpCommand(false)
  .showHelpAfterError('(--help lists what there is)');

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
  .command('scale')
  .description('change the number of copies in a system that runs')
  .argument('<name=number...>', 'a module, or "monolith", and how many copies of its process')
  .addOption(dataOption())
  .addHelpText('after', '\nExample:\n  $ npm run lab -- scale enrollment=3 monolith=2\n')
  .action(async (wishes, options) => (await import('./commands/scale.ts')).scale(wishes, options));

program
  .command('verify')
  .description('check the databases of a running system by all rules (--help tells more)')
  .argument('[words...]')
  .helpOption(false)
  .allowUnknownOption()
  .action(async (words) => (await import('./commands/verify.ts')).verify(words));

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

addMeasuringCommands(program);

// Whoever reads through `head` has seen enough.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 0 : 1));

try {
  await program.parseAsync();
} catch (error) {
  // What is not meant for people is a defect and shows where it comes from.
  const { name, message, stack } = error as Error;
  process.stderr.write(`${name === 'CannotRun' ? message : stack}\n`);
  process.exit(1);
}
