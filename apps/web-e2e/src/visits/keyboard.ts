import { describe, expect } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { newSubject } from '../new-subject.ts';
import type { Stage } from '../stage.ts';
import { PASSWORD } from '../system/person.ts';

/** More presses than any way on these pages takes. */
const MOST_PRESSES = 80;

/** All that counts can be done without a mouse. */
export function describeKeyboard(stage: Stage): void {
  describe('with the keyboard alone', () => {
    stage.visit('a student signs in, finds a section, enrols in it and drops it', async (visitor) => {
      const { page } = visitor;
      const { keyboard } = page;
      const registrar = await stage.person('monolith', 'registrar');
      const section = await registrar.makeSection({ code: `${newSubject()} 101`, title: 'Piano' });
      try {
        await visitor.goTo('/');
        await keyboard.press('Tab');
        expect(await isFocused(page.getByRole('link', { name: 'Skip to the content' }))).toBe(true);
        await expectVisibleFocus(page);
        await keyboard.press('Enter');
        expect(await isFocused(page.getByRole('main'))).toBe(true);

        await visitor.goTo('/');
        await tabTo(page, page.getByRole('link', { name: 'Sign in' }));
        await keyboard.press('Enter');
        await page.waitForURL(/\/sign-in/);
        await tabTo(page, page.getByLabel('User name'));
        await keyboard.type(stage.newStudent());
        await keyboard.press('Tab');
        await keyboard.type(PASSWORD);
        await keyboard.press('Enter');

        await page.waitForURL(/\/sections/);
        await tabTo(page, page.getByLabel('Search code, title or instructor'));
        await keyboard.type(section.code);
        const row = page.getByRole('row').filter({ hasText: section.code });
        await row.waitFor();
        await tabTo(page, row.getByRole('button', { name: `Enrol: ${section.code}` }));
        await keyboard.press('Enter');
        await row.getByText('Enrolled', { exact: true }).waitFor();

        await page.goto('/timetable');
        const drop = page.getByRole('button', { name: `Drop ${section.code}` });
        await drop.waitFor();
        await tabTo(page, drop);
        await keyboard.press('Enter');
        const dialog = page.getByRole('alertdialog');
        await tabTo(page, dialog.getByRole('button', { name: 'Drop', exact: true }));
        await keyboard.press('Enter');
        await dialog.waitFor({ state: 'hidden' });
        await drop.waitFor({ state: 'hidden' });
      } finally {
        await registrar.cancel(section);
      }
    });

    stage.visit('a dialog keeps the focus, and gives it back when Escape closes it', async (visitor) => {
      const { page } = visitor;
      const registrar = await stage.person('monolith', 'registrar');
      const username = stage.newStudent();
      const student = await stage.person('monolith', username);
      const section = await registrar.makeSection({ code: `${newSubject()} 101`, title: 'Organ' });
      try {
        await student.enrol(section);
        await visitor.signIn(username);
        await visitor.goTo('/timetable');
        const swap = page.getByRole('button', { name: `Swap ${section.code}`, exact: true });
        await swap.waitFor();
        await tabTo(page, swap);
        await page.keyboard.press('Enter');
        const dialog = page.getByRole('dialog', { name: `Swap ${section.code}` });
        await dialog.waitFor();
        for (let presses = 0; presses < MOST_PRESSES; presses++) {
          await page.keyboard.press('Tab');
          await holdsFocus(page, dialog);
        }
        await page.keyboard.press('Escape');
        await dialog.waitFor({ state: 'hidden' });
        expect(await isFocused(swap)).toBe(true);
      } finally {
        await registrar.cancel(section);
      }
    });
  });
}

/** At its ends a guard outside of it has the focus for a moment, and hands it back. */
async function holdsFocus(page: Page, dialog: Locator): Promise<void> {
  const element = await dialog.elementHandle();
  await page.waitForFunction((box) => box?.contains(document.activeElement), element);
}

/** Presses Tab until something has the focus, which must be seen on the way. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let presses = 0; presses < MOST_PRESSES; presses++) {
    if (await isFocused(wanted)) return expectVisibleFocus(page);
    await page.keyboard.press('Tab');
  }
  throw new Error(`${String(wanted)} was not reached by ${MOST_PRESSES} presses of Tab.`);
}

const isFocused = (wanted: Locator): Promise<boolean> =>
  wanted.evaluate((element) => element === document.activeElement);

async function expectVisibleFocus(page: Page): Promise<void> {
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle);
  expect(outline).not.toBe('none');
}
