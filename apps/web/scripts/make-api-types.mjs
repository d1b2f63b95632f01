/**
 * Writes the types of the API's client from the OpenAPI document, which comes from the modules' manifests: where the API changes, the
 * site's build breaks in the places that used it.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { withSources } from './sources.mjs';

const folder = new URL('../src/api/generated/', import.meta.url);

await withSources(async (load) => {
  const { openApiDocument } = await load('/apps/lab/src/edge/openapi.ts');
  const { manifests } = await load('/apps/lab/src/manifests.ts');
  const document = openApiDocument(manifests, { variant: 'monolith', url: '/' });
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL('schema.d.ts', folder), astToString(await openapiTypescript(document)));
});
