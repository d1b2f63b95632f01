/** `npm run check`: all that can be said of the sources without starting the system. One line per step. */
import { spawn } from 'node:child_process';
import { environment, jestCommand, root } from './test-parts.mjs';

const steps = [
  ['generate', ['node_modules/nx/dist/bin/nx.js', 'run-many', '-t', 'generate', '--output-style=static']],
  ['format', ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.']],
  ['lint', ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0']],
  ['types', ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json']],
  ['site types', ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'apps/web/tsconfig.json']],
  ['visit types', ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'apps/web-e2e/tsconfig.json']],
  ['boundaries', jestCommand('boundaries')],
  ['unit tests', jestCommand('unit without boundaries')],
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
for (const [name, command] of steps) {
  const begun = performance.now();
  const { code, output } = await run(command);
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(12)} ${seconds.padStart(6)} s`);
  if (code !== 0) {
    failed.push(name);
    console.log(output.trimEnd());
  }
}
if (failed.length > 0) {
  console.log(`Failed: ${failed.join(', ')}. What each says is above.`);
  process.exitCode = 1;
}
