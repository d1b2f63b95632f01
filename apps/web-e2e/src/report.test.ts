import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { accessibilityFaults } from './browser/accessibility.ts';
import { launchChromium } from './browser/chromium.ts';
import { Complaints } from './browser/complaints.ts';

// As long as a visit to the site may take.
jest.setTimeout(240_000);

const root = fileURLToPath(new URL('../../../', import.meta.url));
/** A4 within the margins of the report, in CSS pixels: 182 mm. */
const PAPER_WIDTH = Math.floor((182 / 25.4) * 96);

describe("the lab's report, made from the results that are kept", () => {
  let folder: string;
  let browser: Browser;
  let page: Page;
  let complaints: Complaints;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sugang-report-'));
    copyFileSync(join(root, 'docs/experiments/results.json'), join(folder, 'results.json'));
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(root, 'apps/lab/dist/main.js'), 'report', folder],
      { encoding: 'utf8' },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  beforeEach(async () => {
    page = await browser.newPage();
    complaints = new Complaints(page);
    await page.goto(pathToFileURL(join(folder, 'index.html')).href);
  });
  afterEach(() => page.close());

  test('opens without a complaint, for everybody, and draws its charts', async () => {
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.getByText('could not be drawn').count()).toBe(0);
    const charts = page.locator('figure svg.chart');
    expect(await charts.count()).toBeGreaterThan(14);
    expect(await page.locator('figure').count()).toBe(await charts.count());
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(complaints.all).toEqual([]);
  });

  test('loses nothing on paper', async () => {
    // Whoever reads it on the screen may have folded the numbers.
    for (const numbers of await page.locator('details').all())
      await numbers.evaluate((one) => one.removeAttribute('open'));
    await page.setViewportSize({ width: PAPER_WIDTH, height: 1000 });
    await page.emulateMedia({ media: 'print' });
    expect(await page.evaluate(lostOnPaper, PAPER_WIDTH)).toEqual([]);
    // A document of many pages, and not one cut off page.
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b/g)!.length).toBeGreaterThan(14);
  });
});

/** In the browser: texts that are not shown, and what reaches beyond the paper or is cut off in its box. */
function lostOnPaper(paperWidth: number): string[] {
  const described = (element: Element) =>
    `${element.tagName} "${(element.textContent ?? '').trim().slice(0, 60)}"`;
  const lost: string[] = [];
  for (const element of document.body.querySelectorAll('*')) {
    // Links that only lead elsewhere on the screen.
    if (element.closest('.back, style, title, desc')) continue;
    const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent!.trim());
    const boxes = [...element.getClientRects()];
    if (hasText && !element.checkVisibility({ visibilityProperty: true }))
      lost.push(`not shown: ${described(element)}`);
    if (boxes.some(({ right }) => right > paperWidth + 1))
      lost.push(`beyond the paper: ${described(element)}`);
    const cuts =
      getComputedStyle(element).overflowX !== 'visible' || getComputedStyle(element).overflowY !== 'visible';
    if (cuts && element instanceof HTMLElement && element.scrollHeight > element.clientHeight + 1)
      lost.push(`cut off: ${described(element)}`);
  }
  return lost;
}
