import { describe, expect } from '@jest/globals';
import { accessibilityFaults } from '../browser/accessibility.ts';
import { settled } from '../browser/settled.ts';
import { textFaults } from '../browser/texts.ts';
import { screens, type Visitor } from '../browser/visitor.ts';
import { sitePages, type Who } from '../pages.ts';
import type { Stage } from '../stage.ts';

/** The narrowest screen that the site is made for. */
const NARROW = { width: 360, height: 740 };

/** What holds on every page, whatever it shows. */
export function describeEveryPage(stage: Stage): void {
  describe('every page', () => {
    for (const { path, who } of sitePages)
      stage.visit(
        `${path} for ${who}: can be used by all, is in both languages, and fits`,
        async (visitor) => {
          const { page } = visitor;
          if (who !== 'anybody') await visitor.signIn(who === 'student' ? stage.newStudent() : 'registrar');
          await visitor.goTo(path);
          await settled(page);

          expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
          expect(await textFaults(page, 'en')).toEqual([]);
          await expectUsableByAll(visitor, who);

          await page.setViewportSize(NARROW);
          expect(await overflow(visitor)).toEqual([]);

          await page.setViewportSize(screens.desktop);
          await page.getByRole('button', { name: '한국어' }).click();
          await page.locator('html[lang=ko]').waitFor();
          await settled(page);
          expect(await textFaults(page, 'ko')).toEqual([]);
          expect(await accessibilityFaults(page)).toEqual([]);
          await page.setViewportSize(NARROW);
          expect(await overflow(visitor)).toEqual([]);

          // Chosen once, the language stays.
          await page.reload();
          await page.locator('html[lang=ko]').waitFor();
        },
      );
  });
}

/** In both colours, on both screens. */
async function expectUsableByAll({ page }: Visitor, who: Who): Promise<void> {
  for (const screen of ['desktop', 'phone'] as const)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize(screens[screen]);
      await page.emulateMedia({ colorScheme });
      await settled(page);
      const faults = await accessibilityFaults(page);
      expect({ who, screen, colorScheme, faults }).toEqual({ who, screen, colorScheme, faults: [] });
    }
  await page.emulateMedia({ colorScheme: 'light' });
}

/** What is wider than the screen, so that one would have to scroll to the side; what scrolls by itself is not. */
async function overflow({ page }: Visitor): Promise<string[]> {
  await settled(page);
  return page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    const isCutOff = (element: Element | null): boolean =>
      element !== null &&
      element !== document.body &&
      (getComputedStyle(element).overflowX !== 'visible' || isCutOff(element.parentElement));
    return scrollWidth <= clientWidth
      ? []
      : [...document.querySelectorAll<HTMLElement>('body *')]
          .filter(
            (element) =>
              element.getBoundingClientRect().right > clientWidth + 1 && !isCutOff(element.parentElement),
          )
          .map((element) => `${element.tagName} ${element.className}: ${element.innerText}`);
  });
}
