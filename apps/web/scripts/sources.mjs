import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';

/** The folder of the whole project. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * Does something with modules of ours as they are written: Vite reads their TypeScript, so that nothing has to be built before.
 *
 * @param use - gets a function that loads a module by its path from the project's folder, such as `/apps/lab/src/manifests.ts`
 */
export async function withSources(use) {
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
    return await use((path) => vite.ssrLoadModule(path));
  } finally {
    await vite.close();
  }
}
