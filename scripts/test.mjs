/**
 * `npm test`: builds what is missing, then runs the unit, integration, conformance and chaos tests.
 * `--only unit|integration|conformance|chaos|web|lab|compose` picks a part, and may be given more than once. The tests of the site need
 * Chromium, the lab's tests run every experiment for a moment, and the Compose tests need a Docker engine and build all images, so
 * these run only when they are named.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, isBuilt } from './build-once.mjs';
import { environment, jestCommand, root } from './test-parts.mjs';

const parts = ['unit', 'integration', 'conformance', 'chaos', 'web', 'lab', 'compose'];
// The site's visitors need a browser, the lab's experiments take their time, and Compose needs Docker.
const usualParts = parts.filter((part) => !['web', 'lab', 'compose'].includes(part));

/** The parts that the command line asks for, in their order. */
function chosenParts() {
  try {
    const { only } = parseArgs({ options: { only: { type: 'string', multiple: true } } }).values;
    const unknown = only?.find((part) => !parts.includes(part));
    if (unknown !== undefined) throw new Error(`There is no part "${unknown}"`);
    return parts.filter((part) => (only ?? usualParts).includes(part));
  } catch (error) {
    console.error(`${error.message}. Choose with --only ${parts.join('|')}, or leave it out to run all.`);
    process.exit(1);
  }
}

/** Runs one part, Jest's output on the terminal, and returns its counts. */
async function run(part, reports) {
  const report = join(reports, `${part}.json`);
  console.log(`\n== ${part} tests`);
  const child = spawn(process.execPath, [...jestCommand(part), '--json', '--outputFile', report], {
    cwd: root,
    env: { ...environment, ...(part === 'compose' && { CONFORMANCE_PARTS: 'compose' }) },
    // The report goes to its file; Jest writes all that is for people to standard error.
    stdio: ['inherit', 'ignore', 'inherit'],
  });
  // Ctrl-C reaches Jest by itself; it stops what its tests started, and that takes a moment.
  const ignore = () => {};
  const forward = () => child.kill('SIGTERM');
  process.on('SIGINT', ignore).on('SIGTERM', forward);
  const code = await new Promise((resolve) => child.once('close', resolve));
  process.off('SIGINT', ignore).off('SIGTERM', forward);
  return countsOf(report, code);
}

/** A file of tests that could not run at all counts as one failure, and so does a Jest that ended without a report. */
function countsOf(report, code) {
  try {
    const results = JSON.parse(readFileSync(report, 'utf8'));
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    return {
      passed: results.numPassedTests,
      failed: failed === 0 && code !== 0 ? 1 : failed,
      skipped: results.numPendingTests + results.numTodoTests,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

const chosen = chosenParts();
// The images are built from the sources, by themselves.
const needsBuild = chosen.some((part) => part !== 'compose');
if (needsBuild && !isBuilt(root) && !(await build(root))) process.exit(1);

const reports = mkdtempSync(join(tmpdir(), 'sugang-tests-'));
const sum = { passed: 0, failed: 0, skipped: 0 };
for (const part of chosen) {
  const counts = await run(part, reports);
  for (const kind of Object.keys(sum)) sum[kind] += counts[kind];
}
rmSync(reports, { recursive: true, force: true });

const skipped = sum.skipped > 0 ? `, ${sum.skipped} skipped` : '';
console.log(`\n${sum.passed} passed, ${sum.failed} failed${skipped}`);
process.exitCode = sum.failed === 0 ? 0 : 1;
