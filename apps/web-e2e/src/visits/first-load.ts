import { describe, expect } from '@jest/globals';
import type { Page, Request } from 'playwright-core';
import { settled } from '../browser/settled.ts';
import type { Stage } from '../stage.ts';

/** What a first visit may load of scripts and style sheets, compressed, in bytes. */
const MOST = 200_000;

/** The pages that people open first: each has a document of its own. */
const OPENED_FIRST = ['/account', '/cart', '/notifications', '/sections', '/sign-in', '/timetable'];

/** How much is loaded before one can begin, by somebody who has nothing of the site yet, and how soon it is asked for. */
export function describeFirstLoad(stage: Stage): void {
  describe('the first load', () => {
    for (const path of ['/', '/sections'])
      stage.visit(`of ${path} is at most ${MOST / 1000} kB of scripts and style sheets`, async ({ page }) => {
        const loaded = await loadedFrom(page, path);
        const files = await Promise.all(
          loaded.map(async (request) => ({
            path: pathOf(request),
            bytes: (await request.sizes()).responseBodySize,
          })),
        );
        expect(files.map((file) => file.path)).toContainEqual(expect.stringMatching(/\.js$/));
        const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
        process.stderr.write(`${path} loads ${(bytes / 1000).toFixed(1)} kB in ${files.length} files\n`);
        expect(bytes).toBeGreaterThan(10_000);
        expect(bytes).toBeLessThanOrEqual(MOST);
      });

    for (const path of OPENED_FIRST)
      stage.visit(`of ${path} is all named in its document, so that it comes at one go`, async ({ page }) => {
        const loaded = await loadedFrom(page, path);
        const html = await (await page.request.get(path)).text();
        expect(loaded.map(pathOf).filter((file) => !html.includes(`"${file}"`))).toEqual([]);
        const isPage = (file: string) => /\/\w+Page-[^/]+\.js$/.test(file);
        expect(loaded.map(pathOf).filter(isPage)).toHaveLength(1);
      });
  });
}

const pathOf = (request: Request): string => new URL(request.url()).pathname;

/** The scripts and style sheets that a page loads until it is quiet. */
async function loadedFrom(page: Page, path: string): Promise<Request[]> {
  const loaded: Request[] = [];
  page.on('requestfinished', (request) => {
    if (['script', 'stylesheet'].includes(request.resourceType())) loaded.push(request);
  });
  await page.goto(path);
  await settled(page);
  return loaded;
}
