import type { Page } from 'playwright-core';

/** Types the control token in, on a page of the lab; it is kept for the tab's other pages. */
export async function enterControlToken(page: Page, token: string): Promise<void> {
  await page.getByLabel('Control token').fill(token);
  await page.getByRole('button', { name: 'Use the token' }).click();
  await page.getByRole('button', { name: 'Forget the token' }).waitFor();
}
