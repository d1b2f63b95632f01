import type { Manifest } from '@sugang/contract';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../project-root.ts';
import { openApiDocument } from './openapi.ts';
import { renderEdge, type Templates } from './render.ts';
import type { EdgeSettings } from './settings.ts';
import type { EdgeTopology } from './topology.ts';

/** Reads the templates of `infra/nginx`. */
export async function readTemplates(folder = join(projectRoot, 'infra/nginx')): Promise<Templates> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.conf'));
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return Object.fromEntries(names.map((name, index) => [name, texts[index]!]));
}

/** Writes the configuration of Nginx and the OpenAPI documents into `folder`. */
export async function writeEdge(
  folder: string,
  manifests: readonly Manifest[],
  topology: EdgeTopology,
  settings: EdgeSettings,
): Promise<void> {
  const files = renderEdge(await readTemplates(), manifests, topology, settings);
  for (const { variant, port } of topology.variants) {
    const document = openApiDocument(manifests, { variant, url: `http://localhost:${port}` });
    files[`openapi-${variant}.json`] = `${JSON.stringify(document, null, 2)}\n`;
  }
  await mkdir(folder, { recursive: true });
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)));
}
