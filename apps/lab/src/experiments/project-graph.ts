import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../project-root.ts';
import type { Stage } from './stage.ts';

/** A project of the workspace. */
export interface Project {
  /** `@sugang/billing-domain` */
  readonly name: string;
  /** Its folder, from the workspace's root. */
  readonly folder: string;
  /** Its layer by its tag: `domain`, `module`, `app`, … */
  readonly layer: string;
  /** The projects that it depends on directly. */
  readonly needs: readonly string[];
}

/** All projects by name. */
export type ProjectGraph = ReadonlyMap<string, Project>;

interface NxGraph {
  readonly graph: {
    readonly nodes: Readonly<
      Record<string, { readonly data: { readonly root: string; readonly tags?: readonly string[] } }>
    >;
    readonly dependencies: Readonly<Record<string, readonly { readonly target: string }[]>>;
  };
}

/** Nx' own program, without npx between. */
const nx = JSON.parse(await readFile(join(projectRoot, 'node_modules/nx/package.json'), 'utf8')) as {
  readonly bin: { readonly nx: string };
};
export const nxProgram = join(projectRoot, 'node_modules/nx', nx.bin.nx);

/** What Nx must see: a daemon would outlive the command. */
export const nxEnvironment = { NX_DAEMON: 'false', NX_TUI: 'false' } as const;

/** Lets Nx work out the graph of projects as they are now. */
export async function readProjectGraph(stage: Stage): Promise<ProjectGraph> {
  const file = join(stage.folder, 'graph.json');
  const { exitCode, output } = await stage.run(process.execPath, [nxProgram, 'graph', '--file', file], {
    environment: nxEnvironment,
  });
  if (exitCode !== 0)
    throw new Error(`Nx did not say how projects depend on each other: ${output.slice(-500)}`);
  const { graph } = JSON.parse(await readFile(file, 'utf8')) as NxGraph;
  return new Map(
    Object.entries(graph.nodes).map(([name, { data }]) => [
      name,
      {
        name,
        folder: data.root,
        layer: data.tags?.find((tag) => tag.startsWith('layer:'))?.slice('layer:'.length) ?? 'none',
        needs: (graph.dependencies[name] ?? [])
          .map(({ target }) => target)
          .filter((target) => Object.hasOwn(graph.nodes, target)),
      },
    ]),
  );
}

/** Projects and all that they need, directly or not. */
export function reachedFrom(graph: ProjectGraph, names: readonly string[]): Set<string> {
  const reached = new Set<string>();
  const visit = (name: string) => {
    if (reached.has(name)) return;
    reached.add(name);
    graph.get(name)!.needs.forEach(visit);
  };
  names.forEach(visit);
  return reached;
}

/** A project and all that need it, directly or not: what a change in it affects. */
export const affectedBy = (graph: ProjectGraph, name: string): Set<string> =>
  new Set([...graph.keys()].filter((one) => reachedFrom(graph, [one]).has(name)));

/** The apps that a variant is started from. */
export const appsOf = {
  monolith: ['@sugang/monolith'],
  msa: ['identity', 'catalog', 'enrollment', 'billing', 'notification'].map(
    (name) => `@sugang/${name}-service`,
  ),
} as const;
