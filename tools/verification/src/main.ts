import { databasesOf } from '@sugang/lab/runtime';
import { Command, CommanderError, Option } from 'commander';
import { databasesFrom } from './named-databases.ts';
import { readHistory } from './history/read-history.ts';
import { summaryOf } from './rules/index.ts';
import { verify, type Verification } from './verify.ts';

interface Options {
  readonly variant: 'monolith' | 'msa';
  readonly data: string;
  readonly history?: string;
  readonly databaseUrl?: string;
  readonly databases?: string;
  readonly wait: true | string;
  readonly tuitionPerCredit: string;
}

const program = new Command('npm run verify --')
  .description('Checks the databases of a variant, and what its clients were told, by all rules.')
  .addOption(
    new Option('--variant <name>', 'what to check').choices(['monolith', 'msa']).makeOptionMandatory(),
  )
  .option('--history <file>', 'what clients asked and were told, as JSON lines')
  .option('--wait [seconds]', 'how long what is under way may take to end; 30 if no number is given', '5')
  .option('--data <folder>', 'the folder of the running system', '.sugang')
  .option('--database-url <url>', 'one database that holds all contexts, instead of a running system')
  .option('--databases <json>', 'several: [{"url":"postgresql://…","contexts":["identity"]},…]')
  .option(
    '--tuition-per-credit <amount>',
    'what a credit costs',
    process.env['TUITION_PER_CREDIT'] ?? '10000',
  )
  .exitOverride()
  .showHelpAfterError('(--help lists what there is)')
  .addHelpText(
    'after',
    `
Exit code: 0 when all rules hold, 1 when one is violated, 2 when it cannot be checked.

Examples:
  $ npm run verify -- --variant msa                    the system that npm start runs
  $ npm run verify -- --variant monolith --wait --history load.jsonl
`,
  );

try {
  program.parse();
  const found = await check(program.opts<Options>());
  process.stdout.write(report(found));
  process.exitCode = found.violations.length > 0 ? 1 : 0;
} catch (error) {
  // What is wrong with the command line has been said by then; asking for help is not wrong.
  const said = error instanceof CommanderError;
  if (!said) process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = said && error.exitCode === 0 ? 0 : 2;
}

async function check(options: Options): Promise<Verification> {
  return verify({
    databases:
      databasesFrom(options) ??
      databasesOf(options.data).filter(({ variant }) => variant === options.variant),
    ...(options.history !== undefined && { history: await readHistory(options.history) }),
    waitMs: 1_000 * (options.wait === true ? 30 : amount('--wait', options.wait)),
    tuitionPerCredit: amount('--tuition-per-credit', options.tuitionPerCredit),
  });
}

function report({ violations, state }: Verification): string {
  const { enrollments, seats } = state.enrollment;
  const scope = `${enrollments.length} enrolments in ${seats.length} sections`;
  if (violations.length === 0) return `All rules hold for ${scope}.\n`;
  const broken = [...new Set(violations.map(({ rule }) => rule))];
  return [
    ...violations.map(({ rule, what }) => `${rule}: ${what}`),
    '',
    `${violations.length} violations in ${scope}:`,
    ...broken.map((rule) => `  ${rule}: ${summaryOf(rule)}`),
    '',
  ].join('\n');
}

function amount(option: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Error(`${option} takes a whole number, not "${text}".`);
}
