import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../project-root.ts';
import { CannotRun } from '../runtime.ts';

/** The folder into which the site is built. */
export const builtSite = join(projectRoot, 'apps/web/dist');

/** @throws CannotRun when there is no page in the site's folder */
export function checkSiteBuilt(folder: string): void {
  if (!existsSync(join(folder, 'index.html')))
    throw new CannotRun(`There is no site in ${folder}. Run "npm run build" and start again.`);
}
