import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { accessibilityFaults } from '../browser/accessibility.ts';
import type { Stage } from '../stage.ts';

const variantOf = (page: Page) => new URL(page.url()).searchParams.get('variant');
/** The button itself is hidden, its label is what one sees. */
const isChosen = (page: Page, name: string) =>
  page.getByRole('radio', { name }).and(page.locator(':checked')).waitFor({ state: 'attached' });

/** Which of the two systems a page shows. */
export function describeVariants(stage: Stage): void {
  describe('the variant', () => {
    stage.visit(
      'is in the address, and stays there from page to page and when one loads again',
      async (visitor) => {
        const { page } = visitor;
        await visitor.goTo('/');
        await isChosen(page, 'Monolith');
        await page.getByText('Microservices', { exact: true }).first().click();
        await isChosen(page, 'Microservices');
        expect(variantOf(page)).toBe('msa');

        await page.getByRole('link', { name: 'Courses' }).first().click();
        await page.waitForURL(/\/sections\?/);
        expect(variantOf(page)).toBe('msa');
        await page.getByRole('table', { name: 'Sections' }).getByRole('link').first().click();
        await page.waitForURL(/\/sections\/demo-/);
        expect(variantOf(page)).toBe('msa');

        await page.reload();
        await isChosen(page, 'Microservices');
        await page.getByText('Monolith', { exact: true }).first().click();
        await isChosen(page, 'Monolith');
        await page.waitForURL((url) => !url.searchParams.has('variant'));
      },
    );

    stage.visit('of a page decides which of them is asked', async (visitor) => {
      const { page } = visitor;
      const asked = new Set<string>();
      page.on('request', (request) => {
        const [, prefix] = /^\/(monolith|msa)\/api\//.exec(new URL(request.url()).pathname) ?? [];
        if (prefix) asked.add(prefix);
      });
      await visitor.goTo('/sections', 'msa');
      await page.getByRole('table', { name: 'Sections' }).getByRole('link').first().waitFor();
      expect([...asked]).toEqual(['msa']);
    });

    stage.visit(
      'has a session of its own, which one sign-in opens in both, and which lasts when one loads again',
      async (visitor) => {
        const { page } = visitor;
        await visitor.signIn(stage.newStudent(), 'msa');
        await page.getByRole('button', { name: 'Sign out' }).waitFor();
        await visitor.goTo('/timetable');
        await page.getByRole('heading', { name: 'The week' }).waitFor();

        await page.getByRole('button', { name: 'Sign out' }).click();
        await page.getByRole('link', { name: 'Sign in' }).first().waitFor();
        await page.reload();
        await page.getByRole('link', { name: 'Sign in' }).first().waitFor();
        await visitor.goTo('/timetable', 'msa');
        await page.getByRole('heading', { name: 'The week' }).waitFor();
      },
    );
  });

  describe('a session', () => {
    stage.visit('lasts for who cannot wait and loads again and again', async (visitor) => {
      const { page } = visitor;
      await visitor.signIn(stage.newStudent());
      await visitor.goTo('/timetable');
      for (let n = 0; n < 5; n++) await page.reload({ waitUntil: 'domcontentloaded' });
      await page.getByRole('heading', { name: 'The week' }).waitFor();
      const kept = await page.evaluate(() => Object.values(sessionStorage).join());
      expect(kept).toContain('refreshToken');
      expect(kept).not.toContain('access');
    });
  });

  describe('a page whose code cannot be loaded', () => {
    stage.visit(
      'says so, with the ways to the other pages around it',
      async (visitor) => {
        const { page } = visitor;
        await page.route(/\/assets\/CartPage/, (route) => route.abort('failed'));
        await visitor.goTo('/cart');
        await page.getByRole('heading', { level: 1, name: 'The page broke' }).waitFor();
        expect(await accessibilityFaults(page)).toEqual([]);
        await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Courses' }).click();
        await page.getByRole('heading', { level: 1, name: 'Courses' }).waitFor();
      },
      { brokenCode: true },
    );
  });

  describe('the language', () => {
    stage.visit(
      "is the browser's at first",
      async (visitor) => {
        await visitor.goTo('/');
        await visitor.page.locator('html[lang=ko]').waitFor();
        await visitor.page.getByRole('heading', { level: 1, name: '두 번 지은 수강신청' }).waitFor();
      },
      { language: 'ko' },
    );
  });
}
