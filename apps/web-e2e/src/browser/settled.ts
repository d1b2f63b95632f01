import type { Page } from 'playwright-core';

/** Waits until a page has its heading, and nothing says any more that it is being loaded: such texts end with an ellipsis. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForFunction(() =>
    [...document.querySelectorAll('main p, main [role="status"]')].every(
      (element) => !element.checkVisibility() || !element.textContent?.trim().endsWith('…'),
    ),
  );
  // Colours that have just been switched are those of the next frame.
  await page.evaluate(
    () => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))),
  );
}
