import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { projectRoot } from '../../project-root.ts';
import { composeFilesOf } from '../deployment.ts';
import { appsOf, reachedFrom, type Project, type ProjectGraph } from '../project-graph.ts';

/** Files, and their lines that are not empty. */
export interface CodeSize {
  readonly files: number;
  readonly lines: number;
}

/** Which variants a piece of code is built into. */
export type Part = 'both' | 'monolith' | 'msa';

/** A layer of one part. */
export interface LayerSize extends CodeSize {
  readonly layer: string;
  readonly part: Part;
}

/**
 * What is in both variants, but only ever runs where two modules are in different processes, or in the same: docs/adr/0005 for the two
 * strategies, docs/adr/0008 and docs/adr/0007 for calls and events.
 */
export const runsInOneOnly: readonly {
  readonly runsIn: Part;
  readonly what: string;
  readonly files: readonly string[];
}[] = [
  {
    runsIn: 'monolith',
    what: 'charging in one transaction',
    files: ['libs/enrollment/module/src/settlement/one-transaction.ts'],
  },
  {
    runsIn: 'msa',
    what: 'the saga',
    files: [
      'libs/enrollment/module/src/settlement/saga.ts',
      'libs/enrollment/module/src/settlement/ask-billing-again.ts',
      'libs/enrollment/module/src/settlement/keep-billings-decision.ts',
      'libs/billing/module/src/charge-tuition/charge-held-seats.ts',
      'libs/billing/module/src/release-charges/release-given-back-seats.ts',
    ],
  },
  {
    runsIn: 'msa',
    what: 'calls to other processes',
    files: ['call', 'endpoint', 'remote-client', 'replica', 'replica-set'].map(
      (name) => `libs/platform/rpc/src/${name}.ts`,
    ),
  },
];

/** Deployment configuration, by the variant that it is for. */
const infrastructure: readonly { readonly part: Part; readonly files: readonly string[] }[] = [
  { part: 'monolith', files: composeFilesOf.monolith },
  { part: 'msa', files: composeFilesOf.msa },
  {
    part: 'both',
    files: [
      'docker-compose.yml',
      ...['Dockerfile', 'database.yml', 'edge.yml', 'service.yml'].map((name) => `infra/compose/${name}`),
    ],
  },
];

/** The sizes of all that the variants are made of, by layer and by who has it. */
export async function sizesByLayer(graph: ProjectGraph): Promise<LayerSize[]> {
  const monolith = reachedFrom(graph, appsOf.monolith);
  const msa = reachedFrom(graph, appsOf.msa);
  const sizes: LayerSize[] = [];
  for (const project of graph.values()) {
    if (!monolith.has(project.name) && !msa.has(project.name)) continue;
    const part = !msa.has(project.name) ? 'monolith' : !monolith.has(project.name) ? 'msa' : 'both';
    add(sizes, layerOf(project), part, await sizeOf(await sourcesOf(project)));
  }
  for (const { part, files } of infrastructure) add(sizes, 'deployment', part, await sizeOf(files));
  return sizes;
}

/** The size of files of the project. */
export async function sizeOf(files: readonly string[]): Promise<CodeSize> {
  const texts = await Promise.all(files.map((file) => readFile(join(projectRoot, file), 'utf8')));
  const lines = texts.reduce((sum, text) => sum + text.split('\n').filter((line) => line.trim()).length, 0);
  return { files: files.length, lines };
}

/** The sources that are written by hand: no tests, nothing generated. */
async function sourcesOf({ folder }: Project): Promise<string[]> {
  const entries = await readdir(join(projectRoot, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(projectRoot, join(entry.parentPath, entry.name)))
    .filter((path) => !/\/(node_modules|dist|generated|test)\//.test(path))
    .filter((path) => /\.(ts|prisma|sql)$/.test(path) && !path.endsWith('.test.ts'));
}

/** The kit of contracts is a part of the platform. */
const layerOf = ({ layer }: Project): string => (layer === 'kit' ? 'platform' : layer);

function add(sizes: LayerSize[], layer: string, part: Part, { files, lines }: CodeSize): void {
  const index = sizes.findIndex((size) => size.layer === layer && size.part === part);
  const before = sizes[index] ?? { files: 0, lines: 0 };
  const sum = { layer, part, files: before.files + files, lines: before.lines + lines };
  if (index === -1) sizes.push(sum);
  else sizes[index] = sum;
}
