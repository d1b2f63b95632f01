import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { whatFailed } from './what-failed.mjs';

/** Folders that are made, not written: they say nothing about whether a build is due. */
const made = new Set(['node_modules', 'dist', 'bundle', 'generated', 'coverage']);
const projectFolders = (root) =>
  ['apps/*', 'bench/*', 'libs/*/*', 'tools/verification'].flatMap((pattern) =>
    expand(root, pattern.split('/')),
  );
/** What a build reads besides the projects: the settings of all, and what the site shows of the boundaries and of the experiments. */
const readBesides = (root) => [
  ...[
    ...['package.json', 'package-lock.json', '.swcrc', 'tsconfig.base.json', 'nx.json'],
    'scripts/bundle-app.mjs',
  ].map((name) => join(root, name)),
  ...filesIn(join(root, 'tools/boundaries')),
  ...[join(root, 'docs/experiments/results.json')].filter(existsSync),
];
const stamp = (root) => join(root, 'node_modules/.cache/sugang/built');

/** Whether the last build was of exactly these sources and all of it is still there. A fraction of what Nx takes to see it. */
export function isBuilt(root) {
  if (!existsSync(stamp(root)) || readFileSync(stamp(root), 'utf8') !== fingerprint(root)) return false;
  return projectFolders(root).every((folder) =>
    outputsOf(folder).every((output) => existsSync(join(folder, output))),
  );
}

/**
 * Builds with Nx, which skips what its cache holds. Shows its output only when it fails.
 *
 * @returns whether it worked
 */
export async function build(root, selection = []) {
  process.stdout.write('Building, which takes a minute the first time …\n');
  const begun = performance.now();
  const before = fingerprint(root);
  const output = [];
  // In a group of its own, so that all of it ends when this process is told to.
  const nx = spawn(
    process.execPath,
    [nxProgram(root), 'run-many', '-t', 'build', 'bundle', '--output-style=static', ...selection],
    {
      cwd: root,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        NX_DAEMON: 'false',
      },
    },
  );
  nx.stdout.on('data', (chunk) => output.push(chunk));
  nx.stderr.on('data', (chunk) => output.push(chunk));
  const end = (signal) => {
    try {
      process.kill(-nx.pid, 'SIGTERM');
    } catch {
      // It has ended already.
    }
    process.stdout.write(`Stopped while building (${signal}).\n`);
    process.exit(0);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, end);
  const code = await new Promise((resolve) => nx.once('close', resolve));
  for (const signal of signals) process.off(signal, end);
  if (code !== 0) {
    process.stderr.write(whatFailed(Buffer.concat(output).toString()));
    process.stderr.write('The build failed; what it says is above.\n');
    return false;
  }
  process.stdout.write(`Built in ${((performance.now() - begun) / 1000).toFixed(1)} s.\n`);
  if (selection.length === 0) {
    mkdirSync(join(stamp(root), '..'), { recursive: true });
    writeFileSync(stamp(root), before);
  }
  return true;
}

/** Where the package itself says that its program is. */
function nxProgram(root) {
  const folder = join(root, 'node_modules/nx');
  return join(folder, JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).bin.nx);
}

/** Changes whenever a source does: the names, sizes and times of all files that a build reads. */
function fingerprint(root) {
  const hash = createHash('sha256');
  for (const file of [...readBesides(root), ...projectFolders(root).flatMap(filesIn)]) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !made.has(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesIn(path) : [path];
    });
}

/** What a project's scripts make. */
function outputsOf(folder) {
  const { scripts = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return [...('build' in scripts ? ['dist'] : []), ...('bundle' in scripts ? ['bundle'] : [])];
}

function expand(folder, [part, ...rest]) {
  if (part === undefined) return existsSync(join(folder, 'package.json')) ? [folder] : [];
  const names =
    part === '*'
      ? readdirSync(folder, { withFileTypes: true })
          .filter((entry) => entry.isDirectory())
          .map(({ name }) => name)
      : [part];
  return names.flatMap((name) => expand(join(folder, name), rest));
}
