/**
 * Writes what the site shows of the lab's kept results (docs/experiments/results.json) into the built site: the experiments with their
 * verdicts, figures and charts, which the lab makes of the samples. Without kept results that is nothing, and the page says so.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';
import { writeForSite } from './write-for-site.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const folder = join(root, 'docs/experiments');
writeForSite('experiments.json', existsSync(join(folder, 'results.json')) ? await keptReport() : null);

async function keptReport() {
  // Vite reads the lab's TypeScript as it is, so that nothing has to be built before.
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
    const { experiments } = await vite.ssrLoadModule('/apps/lab/src/experiments/index.ts');
    const { reportOf } = await vite.ssrLoadModule('/apps/lab/src/report/report-model.ts');
    const { readResults } = await vite.ssrLoadModule('/apps/lab/src/report/results-file.ts');
    const { siteReport } = await vite.ssrLoadModule('/apps/lab/src/report/site-report.ts');
    return siteReport(reportOf(readResults(folder), experiments));
  } finally {
    await vite.close();
  }
}
