import { describe, expect } from '@jest/globals';
import type { Request } from 'playwright-core';
import { settled } from '../browser/settled.ts';
import type { Stage } from '../stage.ts';

/** What a first visit may load of scripts and style sheets, compressed, in bytes. */
const MOST = 200_000;

/** How much is loaded before one can begin, by somebody who has nothing of the site yet. */
export function describeFirstLoad(stage: Stage): void {
  describe('the first load', () => {
    for (const path of ['/', '/sections'])
      stage.visit(`of ${path} is at most ${MOST / 1000} kB of scripts and style sheets`, async ({ page }) => {
        const loaded: Request[] = [];
        page.on('requestfinished', (request) => {
          if (['script', 'stylesheet'].includes(request.resourceType())) loaded.push(request);
        });
        await page.goto(path);
        await settled(page);
        const files = await Promise.all(
          loaded.map(async (request) => ({
            url: request.url(),
            bytes: (await request.sizes()).responseBodySize,
          })),
        );
        expect(files.map(({ url }) => new URL(url).pathname)).toContainEqual(expect.stringMatching(/\.js$/));
        const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
        process.stderr.write(`${path} loads ${(bytes / 1000).toFixed(1)} kB in ${files.length} files\n`);
        expect(bytes).toBeGreaterThan(10_000);
        expect(bytes).toBeLessThanOrEqual(MOST);
      });
  });
}
