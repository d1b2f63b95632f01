/** `npm run check`: all that can be said of the sources without starting the system. One line per step. */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { environment, jestCommand, root } from './test-parts.mjs';

const generate = [
  'generate',
  ['node_modules/nx/dist/bin/nx.js', 'run-many', '-t', 'generate', '--output-style=static'],
];
/** Each of them looks at what is there and changes nothing, so they run side by side; those that take longest come first. */
const looks = [
  ['lint', ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0']],
  ['unit tests', jestCommand('unit without boundaries')],
  ['types', ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json']],
  ['site types', ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'apps/web/tsconfig.json']],
  ['visit types', ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'apps/web-e2e/tsconfig.json']],
  ['format', ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.']],
  ['boundaries', jestCommand('boundaries')],
];

/** Runs one step and keeps what it says. */
function run(command) {
  return new Promise((resolve) => {
    // A test that leaves a socket open would keep its step, and whoever waits for it, forever.
    const child = spawn(process.execPath, command, { cwd: root, env: environment, timeout: 15 * 60_000 });
    const output = [];
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    child.on('close', (code) => resolve({ code, output: Buffer.concat(output).toString() }));
  });
}

const failed = [];

/** Takes a step and says how it went. */
async function take([name, command]) {
  const begun = performance.now();
  const { code, output } = await run(command);
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(12)} ${seconds.padStart(6)} s`);
  if (code !== 0) {
    failed.push(name);
    console.log(output.trimEnd());
  }
}

await take(generate);
const rest = looks.values();
const lane = async () => {
  for (const step of rest) await take(step);
};
await Promise.all(Array.from({ length: Math.min(availableParallelism(), looks.length) }, lane));
if (failed.length > 0) {
  console.log(`Failed: ${failed.join(', ')}. What each says is above.`);
  process.exitCode = 1;
}
