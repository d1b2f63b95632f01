/**
 * Writes the types of the API's client from the OpenAPI document, which comes from the modules' manifests: where the API changes, the
 * site's build breaks in the places that used it.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { createServer } from 'vite';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = new URL('../src/api/generated/', import.meta.url);

// Vite reads the manifests' TypeScript as it is, so that nothing has to be built before.
const vite = await createServer({
  root,
  configFile: false,
  logLevel: 'error',
  server: { middlewareMode: true, watch: null, ws: false },
  appType: 'custom',
  optimizeDeps: { noDiscovery: true },
  ssr: { resolve: { conditions: ['@sugang/source', 'node'], externalConditions: ['node'] } },
});
try {
  const { openApiDocument } = await vite.ssrLoadModule('/apps/lab/src/edge/openapi.ts');
  const { manifests } = await vite.ssrLoadModule('/apps/lab/src/manifests.ts');
  const document = openApiDocument(manifests, { variant: 'monolith', url: '/' });
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL('schema.d.ts', folder), astToString(await openapiTypescript(document)));
} finally {
  await vite.close();
}
