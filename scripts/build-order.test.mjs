import { beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { environment, root } from './test-parts.mjs';

/** What Nx would run, and what each task waits for. */
let tasks;
/** The projects that each project needs directly. */
let needs;

beforeAll(() => {
  const plan = execFileSync(
    process.execPath,
    ['node_modules/nx/dist/bin/nx.js', 'run-many', '-t', 'build', 'bundle', '--graph=stdout'],
    { cwd: root, env: environment, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  const { graph, tasks: planned } = JSON.parse(plan);
  tasks = planned.dependencies;
  needs = (project) => (graph.dependencies[project] ?? []).map(({ target }) => target);
});

/** A node and all that follows from it. */
function reachedFrom(start, next, reached = new Set()) {
  for (const node of next(start).filter((node) => !reached.has(node)))
    reachedFrom(node, next, reached.add(node));
  return reached;
}

const builds = () => Object.keys(tasks).filter((task) => task.endsWith(':build'));
const bundles = () => Object.keys(tasks).filter((task) => task.endsWith(':bundle'));
const projectOf = (task) => task.slice(0, task.lastIndexOf(':'));

/** The builds of libraries that a task may come before, though its project is made of them. */
function notWaitedFor(task) {
  const waitedFor = reachedFrom(task, (name) => tasks[name]);
  return [...reachedFrom(projectOf(task), needs)]
    .map((project) => `${project}:build`)
    .filter((build) => build in tasks && build !== task && !waitedFor.has(build));
}

describe('The order of the build', () => {
  it('has a program of each service', () => {
    expect(bundles()).toContain('@sugang/monolith:bundle');
    expect(bundles().length).toBeGreaterThan(5);
  });

  it('makes no program of a service before all its libraries are built, those of libraries too', () => {
    expect(bundles().filter((task) => notWaitedFor(task).length > 0)).toEqual([]);
  });

  // The lab is run as it was compiled: what has been built for it alone must be all that it needs.
  it('builds with a project all that it needs', () => {
    expect(builds().filter((task) => notWaitedFor(task).length > 0)).toEqual([]);
  });
});
