import { describe, expect } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import type { Download, Page } from 'playwright-core';
import { accessibilityFaults } from '../browser/accessibility.ts';
import type { Visitor } from '../browser/visitor.ts';
import { newSubject } from '../new-subject.ts';
import type { Stage } from '../stage.ts';
import { variants, type MadeSection, type Person } from '../system/person.ts';

/** Its window is in the future, so that the demo's term stays the one that everybody sees first. */
const SEASON = newSubject();
const TERM = { id: `2090-${SEASON}`, name: `${SEASON} 2090` };

const COLUMNS =
  'Year,Term,YearTerm,Subject,Number,Name,Description,Credit Hours,CRN,Section Title,Section Credit Hours,' +
  'Section Status,Start Time,End Time,Days of Week,Room,Building,Instructors';

/** Two sections, and between them a row whose credits nobody can read. */
const TIMETABLE = [
  COLUMNS,
  `2090,${SEASON},${TERM.id},FILE,101,Filing,,3 hours.,90001,,,A,09:00 AM,09:50 AM,MWF,1,Main Hall,"Pak, Y"`,
  `2090,${SEASON},${TERM.id},FILE,102,Misfiling,,some hours,90002,,,A,ARRANGED,,,,,`,
  `2090,${SEASON},${TERM.id},FILE,103,Shelving,,2 hours.,90003,,,A,ARRANGED,,,,,`,
  '',
].join('\n');

/** What a registrar does before, during and after a registration period. */
export function describeRegistrarsDay(stage: Stage): void {
  describe("a registrar's day", () => {
    for (const variant of variants)
      stage.visit(`on the ${variant}`, async (visitor) => {
        const registrar = await stage.person(variant, 'registrar');
        const username = stage.newStudent();
        const student = await stage.person(variant, username);
        const section = await registrar.makeSection({
          code: `${newSubject()} 101`,
          title: 'Desks',
          capacity: 10,
        });
        await student.enrol(section);
        await visitor.signIn('registrar', variant);
        await makesATerm(visitor.page);
        await importsATimetable(visitor.page);
        await editsASection(visitor.page);
        await readsTheRoster(visitor, section, username);
        await takesAPayment(visitor.page);
        await cancelsASection(visitor, section, student);
      });
  });
}

const goBy = (page: Page, link: string) =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: link, exact: true }).click();

async function expectUsableByAll(page: Page): Promise<void> {
  expect(await accessibilityFaults(page)).toEqual([]);
}

async function downloaded(page: Page, begin: () => Promise<void>): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), begin()]);
  return {
    name: (download as Download).suggestedFilename(),
    text: await readFile(await download.path(), 'utf8'),
  };
}

async function makesATerm(page: Page): Promise<void> {
  await goBy(page, 'Terms');
  await page.getByRole('button', { name: 'New term' }).click();
  await page.getByLabel('Id', { exact: true }).fill(TERM.id);
  await page.getByLabel('Name', { exact: true }).fill(TERM.name);
  await page.getByRole('button', { name: 'Add a window' }).click();
  await page.getByRole('button', { name: 'Make the term' }).click();
  // Nothing is sent before the form is filled in.
  await page.getByText('Choose date and time.').first().waitFor();
  await page.getByLabel('Opens').fill('2090-02-01T09:00');
  await page.getByLabel('Closes').fill('2090-02-05T18:00');
  await page.getByRole('checkbox', { name: '3' }).check();
  await expectUsableByAll(page);
  await page.getByRole('button', { name: 'Make the term' }).click();
  await page.getByText(`${TERM.name} is saved`, { exact: false }).waitFor();
  const made = page.getByRole('main').locator('section').filter({ hasText: TERM.id });
  await made.getByText(/Feb 1, 2090.* to Feb 5, 2090.* · year 3/).waitFor();
}

async function importsATimetable(page: Page): Promise<void> {
  await goBy(page, 'Import');
  const file = { name: 'desk.csv', mimeType: 'text/csv', buffer: Buffer.from(TIMETABLE) };
  await page.getByLabel('CSV file').setInputFiles(file);
  await page.getByLabel('Seats of each section').fill('25');
  await page.getByRole('main').getByRole('button', { name: 'Import' }).click();
  await page.getByText('desk.csv is imported').waitFor();
  await page.getByText('1 row was not taken').waitFor();
  const created = page.locator('dl > div').filter({ hasText: 'Created' }).locator('dd');
  expect(await created.textContent()).toBe('2');
  const rejected = page.getByRole('region', { name: 'Rejected lines' }).getByRole('row').nth(1);
  const [line, reason] = await rejected.getByRole('cell').allTextContents();
  expect(line).toBe('3');
  expect(reason).toContain('some hours');
  await expectUsableByAll(page);

  const saved = await downloaded(page, () => page.getByRole('button', { name: 'Download as CSV' }).click());
  expect(saved.name).toBe('desk-rejected.csv');
  expect(saved.text).toMatch(/line,reason\r?\n3,/);
  expect(saved.text).toContain('some hours');
}

async function editsASection(page: Page): Promise<void> {
  await goBy(page, 'Sections');
  await page.getByLabel('Term').selectOption(TERM.name);
  await page.getByLabel('Search by code, title or instructor').fill('filing');
  await page.getByRole('link', { name: /FILE 101/ }).click();
  await page.getByRole('heading', { level: 1, name: 'FILE 101 Filing' }).waitFor();
  await page.getByLabel('Seats', { exact: true }).fill('no number');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Type whole numbers.').waitFor();
  await page.getByLabel('Seats', { exact: true }).fill('12');
  await page.getByLabel('Title', { exact: true }).fill('Filing for all');
  await page.getByRole('button', { name: 'Add a meeting' }).click();
  await page.getByRole('group', { name: 'Meeting 4' }).getByLabel('Day').selectOption('Saturday');
  await page.getByRole('group', { name: 'Meeting 4' }).getByLabel('Begins').fill('10:00');
  await page.getByRole('group', { name: 'Meeting 4' }).getByLabel('Ends').fill('11:00');
  await expectUsableByAll(page);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Saved. It is in force within two seconds.').waitFor();
  await page.getByRole('heading', { level: 1, name: 'FILE 101 Filing for all' }).waitFor();
}

async function readsTheRoster(visitor: Visitor, section: MadeSection, username: string): Promise<void> {
  const { page } = visitor;
  await goBy(page, 'Sections');
  await page.getByLabel('Term').selectOption('demo');
  await page.getByLabel('Search by code, title or instructor').fill(section.code);
  await page.getByRole('link', { name: new RegExp(section.code) }).click();
  const enrolled = page
    .getByRole('region', { name: 'Enrolled' })
    .getByRole('row')
    .filter({ hasText: username });
  await enrolled.waitFor();
  await expectUsableByAll(page);
  const roster = await downloaded(page, () => page.getByRole('button', { name: 'Download as CSV' }).click());
  expect(roster.name).toMatch(/^roster-.*-101-.*\.csv$/);
  expect(roster.text).toContain(username);
  await enrolled.getByRole('link', { name: /^Account of/ }).click();
}

async function takesAPayment(page: Page): Promise<void> {
  await page.getByLabel(/^Amount/).fill('0');
  await page.getByRole('button', { name: 'Record the payment' }).click();
  await page.getByText('Type an amount above zero.').waitFor();
  await page.getByLabel(/^Amount/).fill('4000');
  await page.getByRole('button', { name: 'Record the payment' }).click();
  await page.getByText('₩4,000 was recorded.').waitFor();
  await page.getByRole('row').filter({ hasText: 'Payment' }).getByText('₩6,000').waitFor();
  await page.getByLabel(/^Limit/).fill('900000');
  await page.getByRole('button', { name: 'Set the limit' }).click();
  await page.getByText('The limit is ₩900,000 now.').waitFor();
  await expectUsableByAll(page);
}

/** The student is out of it, and told. */
async function cancelsASection(visitor: Visitor, section: MadeSection, student: Person): Promise<void> {
  const { page } = visitor;
  await goBy(page, 'Sections');
  await page.getByLabel('Search by code, title or instructor').fill(section.code);
  await page.getByRole('link', { name: new RegExp(section.code) }).click();
  await page.getByRole('button', { name: 'Cancel the section' }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByText('1 student is dropped, gets the tuition back and is told.').waitFor();
  await expectUsableByAll(page);
  await dialog.getByRole('button', { name: 'Cancel the section' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText('The section is cancelled. It stays so', { exact: false }).waitFor();
  await page.getByText('Nobody is enrolled.').waitFor();
  const { items } = await student.ask<{ items: { sectionId: string; status: string }[] }>(
    'GET',
    '/api/enrollments?term=demo',
  );
  expect(items.filter(({ sectionId }) => sectionId === section.id)).toEqual([
    expect.objectContaining({ status: 'dropped' }),
  ]);
}
