import { describe, expect } from '@jest/globals';
import type { Locator, Page, Route } from 'playwright-core';
import { accessibilityFaults } from '../browser/accessibility.ts';
import type { Visitor } from '../browser/visitor.ts';
import { eventually } from '../eventually.ts';
import { newSubject } from '../new-subject.ts';
import type { Stage } from '../stage.ts';
import { variants, type MadeSection, type Person, type Variant } from '../system/person.ts';

/** What the student finds: two sections at the same time, one that is full, and one to change to. */
interface Courses {
  readonly early: MadeSection;
  readonly clashing: MadeSection;
  readonly full: MadeSection;
  readonly late: MadeSection;
}

async function makeCourses(registrar: Person, subject: string): Promise<Courses> {
  const at = (day: string, start: string, end: string) => [{ day, start, end }];
  const make = registrar.makeSection.bind(registrar);
  return {
    early: await make({
      code: `${subject} 101`,
      title: 'Early hours',
      meetings: at('MON', '09:00', '10:15'),
    }),
    clashing: await make({
      code: `${subject} 102`,
      title: 'The same hour',
      meetings: at('MON', '09:30', '10:45'),
    }),
    full: await make({
      code: `${subject} 103`,
      title: 'For one',
      capacity: 1,
      meetings: at('TUE', '09:00', '10:15'),
    }),
    late: await make({
      code: `${subject} 104`,
      title: 'Late hours',
      credits: 2,
      meetings: at('WED', '16:00', '17:15'),
    }),
  };
}

/** A registration period of a student, from the sign-in to the sign-out. */
export function describeStudentsDay(stage: Stage): void {
  describe("a student's day", () => {
    for (const variant of variants)
      stage.visit(`on the ${variant}`, async (visitor) => {
        const registrar = await stage.person(variant, 'registrar');
        const classmate = await stage.person(variant, stage.newStudent());
        const subject = newSubject();
        const courses = await makeCourses(registrar, subject);
        try {
          const theOnlySeat = await classmate.enrol(courses.full);
          await visitor.signIn(stage.newStudent(), variant);
          await findsThem(visitor, subject);
          await readsAboutOne(visitor, courses.early);
          await fillsTheCart(visitor, courses);
          await registersTheCart(visitor, courses);
          await swaps(visitor, courses);
          await waitsForASeat(visitor, courses.full);
          await classmate.drop(theOnlySeat);
          await isToldOfTheSeat(visitor, courses.full);
          await drops(visitor, courses.late);
          await readsTheAccount(visitor);
          await signsOut(visitor.page, variant);
        } finally {
          for (const section of Object.values(courses)) await registrar.cancel(section);
        }
      });
  });
}

const rows = (page: Page) =>
  page
    .getByRole('table', { name: 'Sections' })
    .getByRole('row')
    .filter({ hasText: /\d+ credit/ });
const rowOf = (page: Page, { code }: MadeSection) => rows(page).filter({ hasText: code });
const goBy = (page: Page, link: string) =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: link }).click();

async function expectUsableByAll(page: Page): Promise<void> {
  expect(await accessibilityFaults(page)).toEqual([]);
}

async function expectCount(found: Locator, count: number): Promise<void> {
  await eventually(async () => expect(await found.count()).toBe(count));
}

/** Searches as one types, filters, and finds the search again in the address. */
async function findsThem({ page }: Visitor, subject: string): Promise<void> {
  const words = subject.toLowerCase();
  await goBy(page, 'Courses');
  await page.getByLabel('Search code, title or instructor').fill(words);
  await expectCount(rows(page), 4);
  await page.getByLabel('Day').selectOption('Monday');
  await expectCount(rows(page), 2);
  await page.waitForURL(
    ({ searchParams }) => searchParams.get('q') === words && searchParams.get('day') === 'MON',
  );
  await page.reload();
  await expectCount(rows(page), 2);
  await page.getByLabel('Day').selectOption('Any day');
  await page.getByLabel('Free seats only').check();
  await expectCount(rows(page), 3);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await page.getByLabel('Search code, title or instructor').fill(words);
  await expectCount(rows(page), 4);
  // The address follows when typing ends, and is what one comes back to.
  await page.waitForURL(
    ({ searchParams }) =>
      searchParams.get('q') === words && !searchParams.has('open') && !searchParams.has('day'),
  );
}

async function readsAboutOne({ page }: Visitor, section: MadeSection): Promise<void> {
  await rowOf(page, section).getByRole('link', { name: section.code }).click();
  await page.getByRole('heading', { level: 1, name: new RegExp(section.title) }).waitFor();
  await page.getByText('09:00–10:15').first().waitFor();
  await page.goBack();
  await expectCount(rows(page), 4);
}

/** What clashes is said before one applies. */
async function fillsTheCart({ page }: Visitor, { early, clashing, full }: Courses): Promise<void> {
  for (const section of [early, clashing, full]) {
    await rowOf(page, section)
      .getByRole('button', { name: `Add to cart: ${section.code}` })
      .click();
    await rowOf(page, section)
      .getByRole('button', { name: `Remove from cart: ${section.code}` })
      .waitFor();
  }
  await rowOf(page, clashing).getByText(`Clashes with ${early.code} in your cart`).waitFor();
  await rowOf(page, full).getByText('Full').waitFor();
  await goBy(page, 'Cart');
  await page.getByText('2 sections clash with others').waitFor();
  await expectUsableByAll(page);
}

/** Each section has its own outcome: one is taken, and each refusal says what can be done. */
async function registersTheCart({ page }: Visitor, { early, clashing, full }: Courses): Promise<void> {
  await page.getByRole('button', { name: 'Register the whole cart' }).click();
  const outcomes = page.getByRole('region', { name: /What became of it: 1 of 3 registered/ });
  const outcomeOf = ({ code }: MadeSection) => outcomes.getByRole('listitem').filter({ hasText: code });
  await outcomeOf(early).getByText('Enrolled', { exact: true }).waitFor();
  await outcomeOf(clashing).getByText('It meets at the time of another course of yours').waitFor();
  await outcomeOf(full).getByText('The section is full').waitFor();
  await outcomeOf(full).getByRole('button', { name: 'Join waiting list' }).waitFor();
  await expectUsableByAll(page);
  await goBy(page, 'Timetable');
  await blockOf(page, early).waitFor();
}

/** In the grid of the week. */
const blockOf = (page: Page, { code }: MadeSection, standing = 'Enrolled') =>
  page.getByRole('button', { name: new RegExp(`${code}.*${standing}`) });

async function swaps({ page }: Visitor, { early, late }: Courses): Promise<void> {
  await page.getByRole('button', { name: `Swap ${early.code}`, exact: true }).click();
  // Notices that come meanwhile are dialogs, too.
  const dialog = page.getByRole('dialog', { name: `Swap ${early.code}` });
  await dialog.getByLabel('Search by code, title or instructor').fill(late.code);
  await dialog.getByRole('radio', { name: new RegExp(late.code) }).check();
  await expectUsableByAll(page);
  await dialog.getByRole('button', { name: 'Swap', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await blockOf(page, late).waitFor();
  await blockOf(page, early).waitFor({ state: 'hidden' });
}

async function waitsForASeat({ page }: Visitor, section: MadeSection): Promise<void> {
  await goBy(page, 'Courses');
  await page.getByLabel('Search code, title or instructor').fill(section.code);
  await rowOf(page, section)
    .getByRole('button', { name: `Join waiting list: ${section.code}` })
    .click();
  await rowOf(page, section).getByText('Waiting, place 1').waitFor();
}

/** As it happens, wherever on the site one is. */
async function isToldOfTheSeat({ page }: Visitor, section: MadeSection): Promise<void> {
  await page.getByText('You got a seat from the waiting list').first().waitFor();
  await rowOf(page, section).getByText('Enrolled', { exact: true }).waitFor();
  await goBy(page, 'Notices');
  const told = page.getByRole('main').getByRole('listitem').filter({ hasText: section.code });
  await told.getByText('You got a seat from the waiting list').waitFor();
  await page.getByRole('button', { name: 'Mark all as read' }).click();
  await page.getByRole('button', { name: 'Mark all as read' }).waitFor({ state: 'hidden' });
  await expectUsableByAll(page);
}

async function drops({ page }: Visitor, section: MadeSection): Promise<void> {
  await goBy(page, 'Timetable');
  await page.getByRole('button', { name: `Drop ${section.code}` }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByText('The tuition is given back', { exact: false }).waitFor();
  await expectUsableByAll(page);
  await dialog.getByRole('button', { name: 'Drop', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await blockOf(page, section).waitFor({ state: 'hidden' });
}

/** Charged for each, and paid back for what was swapped and dropped; also where the page was there before the refunds. */
async function readsTheAccount({ page }: Visitor): Promise<void> {
  await goBy(page, 'Account');
  const lines = page.getByRole('table').getByRole('row');
  await lines.filter({ hasText: 'Tuition' }).first().waitFor();
  const refundsCome = await answersAsBeforeTheRefunds(page);
  await page.reload();
  await expectCount(lines.filter({ hasText: 'Tuition' }), 3);
  expect(await lines.filter({ hasText: 'Refund' }).count()).toBe(0);
  await refundsCome();
  await expectCount(lines.filter({ hasText: 'Refund' }), 2);
  const owed = page.locator('dl > div').filter({ hasText: 'Owed' }).locator('dd');
  // One credit is left, of the section that one has waited for.
  expect((await owed.first().textContent())?.replaceAll(/\D/g, '')).toBe('10000');
}

/** Until the returned function is called: the page looks again by itself, so no count of answers would say when it has shown one. */
async function answersAsBeforeTheRefunds(page: Page): Promise<() => Promise<void>> {
  const late = async (route: Route) => {
    const response = await route.fetch();
    const account = (await response.json()) as { charges: { kind: string }[] };
    const charges = account.charges.filter(({ kind }) => kind !== 'refund');
    await route.fulfill({ response, json: { ...account, charges } });
  };
  await page.route('**/api/account', late);
  return () => page.unroute('**/api/account', late);
}

async function signsOut(page: Page, variant: Variant): Promise<void> {
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('link', { name: 'Sign in' }).first().waitFor();
  expect(await page.evaluate((name) => sessionStorage.getItem(`sugang.session.${name}`), variant)).toBeNull();
}
