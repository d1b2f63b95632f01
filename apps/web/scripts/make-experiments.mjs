/**
 * Writes what the site shows of the lab's kept results (docs/experiments/results.json) into the built site: the experiments with their
 * verdicts, figures and charts, which the lab makes of the samples. Without kept results that is nothing, and the page says so.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, withSources } from './sources.mjs';
import { writeForSite } from './write-for-site.mjs';

const folder = join(root, 'docs/experiments');

const keptReport = () =>
  withSources(async (load) => {
    const { experiments } = await load('/apps/lab/src/experiments/index.ts');
    const { reportOf } = await load('/apps/lab/src/report/report-model.ts');
    const { readResults } = await load('/apps/lab/src/report/results-file.ts');
    const { siteReport } = await load('/apps/lab/src/report/site-report.ts');
    return siteReport(reportOf(readResults(folder), experiments));
  });

writeForSite('experiments.json', existsSync(join(folder, 'results.json')) ? await keptReport() : null);
