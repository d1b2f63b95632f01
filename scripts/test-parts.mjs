import { fileURLToPath } from 'node:url';

/** The root of the repository, where every command runs. */
export const root = fileURLToPath(new URL('../', import.meta.url));

const made = ['/node_modules/', '/dist/', '/generated/'];
const integration = String.raw`\.integration\.test\.ts$`;
// What starts whole systems.
const systems = '<rootDir>/apps/(conformance|chaos|lab/e2e|web-e2e)/';
const boundaries = '<rootDir>/tools/boundaries/';
const all = (patterns) => patterns.flatMap((pattern) => ['--testPathIgnorePatterns', pattern]);

// By itself Jest leaves a core alone for whoever watches.
const onAllCores = ['--maxWorkers', '100%'];

/** How Jest picks the tests of each part. */
const selections = {
  // Lints the fixtures that break each boundary.
  boundaries: ['tools/boundaries/'],
  unit: [...onAllCores, ...all([...made, integration, systems])],
  'unit without boundaries': all([...made, integration, systems, boundaries]),
  // Each file starts a Postgres.
  integration: [...onAllCores, '--testMatch', '**/*.integration.test.ts', ...all([...made, systems])],
  // Starts both variants; one file after the other, because they want the machine for themselves.
  conformance: [
    '--runInBand',
    'apps/conformance/',
    '--testPathIgnorePatterns',
    ...made,
    'compose[^/]*\\.test\\.ts$',
  ],
  // Kills processes and breaks the network under load.
  chaos: ['--runInBand', 'apps/chaos/', '--testPathIgnorePatterns', ...made],
  // Every experiment in a moment, two at a time, and what a lab leaves that is stopped or killed.
  lab: ['--runInBand', '--maxConcurrency', '2', 'apps/lab/e2e/'],
  // What people do on the site, in a real browser.
  web: ['--runInBand', 'apps/web-e2e/', '--testPathIgnorePatterns', ...made],
  // The same suite against the system as Compose runs it, and the lab's runtime for Compose.
  compose: ['--runInBand', 'apps/conformance/src/compose[^/]*\\.test\\.ts$'],
};

/** The arguments for `node` that run one part of the tests. */
export const jestCommand = (part) => [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  'node_modules/jest/bin/jest.js',
  ...selections[part],
];

/** What every command that we start must see. */
export const environment = {
  ...process.env,
  // A daemon would outlive the command.
  NX_DAEMON: 'false',
};
