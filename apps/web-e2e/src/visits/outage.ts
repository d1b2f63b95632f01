import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { accessibilityFaults } from '../browser/accessibility.ts';
import type { Visitor } from '../browser/visitor.ts';
import { newSubject } from '../new-subject.ts';
import type { Stage } from '../stage.ts';
import { Control } from '../system/control.ts';
import { variants } from '../system/person.ts';

/** Nginx answers so where nobody is behind it; a stream that is under way breaks off. */
const outage = { statuses: [0, 503] };

/** In which whoever comes here is enrolled. */
const COURSE = { id: 'demo-10001', name: /ACCT 101/ };

const saysDown = (page: Page) => page.getByText('This part of the system is down').first();
const anyRow = (page: Page) =>
  page
    .getByRole('table', { name: 'Sections' })
    .getByRole('row', { name: /demo|\d{3}/ })
    .first();

/** What is seen while services of the microservices are down, and after. */
export function describeOutages(stage: Stage): void {
  /** A visit while the service of a context is down; `body` starts it again, and whatever becomes of it, the next visit finds all running. */
  const visitWithout = (
    context: string,
    what: string,
    body: (visitor: Visitor, restart: () => Promise<void>) => Promise<void>,
  ) =>
    stage.visit(
      `${context}: ${what}`,
      async (visitor) => {
        const control = new Control(stage.system);
        const username = stage.newStudent();
        await (await stage.person('msa', username)).enrol(COURSE);
        await visitor.signIn(username, 'msa');
        await control.kill(context);
        try {
          await body(visitor, () => control.start(context));
        } finally {
          await control.startAll();
        }
      },
      outage,
    );

  describe('while a service is down, its part says so, the rest works, and it comes back by itself:', () => {
    visitWithout(
      'catalog',
      'the timetable keeps its courses, the catalog says that it is down',
      async (visitor, restart) => {
        const { page } = visitor;
        await visitor.goTo('/sections', 'msa');
        await saysDown(page).waitFor();
        expect(await accessibilityFaults(page)).toEqual([]);
        await visitor.goTo('/timetable', 'msa');
        await page.getByText('The catalog cannot be reached').waitFor();
        await page.getByText(COURSE.id).first().waitFor();
        expect(await accessibilityFaults(page)).toEqual([]);
        await restart();
        await page.getByText('The catalog cannot be reached').waitFor({ state: 'hidden' });
        await page.getByRole('link', { name: COURSE.name }).waitFor();
      },
    );

    visitWithout('enrollment', 'the catalog is there, without the seats', async (visitor, restart) => {
      const { page } = visitor;
      await visitor.goTo('/sections', 'msa');
      await anyRow(page).waitFor();
      const noSeats = page.getByText('Seats and applications cannot be shown now');
      await noSeats.waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      await restart();
      await noSeats.waitFor({ state: 'hidden' });
      await page
        .getByRole('button', { name: /^Enrol/ })
        .first()
        .waitFor();
    });

    visitWithout(
      'billing',
      'the timetable is there, without the tuition; the account says that it is down',
      async (visitor, restart) => {
        const { page } = visitor;
        await visitor.goTo('/account', 'msa');
        await saysDown(page).waitFor();
        await visitor.goTo('/timetable', 'msa');
        await page.getByText('Billing cannot be reached').waitFor();
        expect(await accessibilityFaults(page)).toEqual([]);
        await restart();
        await page.getByText('Billing cannot be reached').waitFor({ state: 'hidden' });
        await page.getByText('not known now').waitFor({ state: 'hidden' });
      },
    );

    visitWithout('billing', 'an application is being decided until it is there', async (visitor, restart) => {
      const { page } = visitor;
      const registrar = await stage.person('msa', 'registrar');
      const section = await registrar.makeSection({ code: `${newSubject()} 101` });
      try {
        await visitor.goTo(`/sections?q=${section.code}`, 'msa');
        await page.getByRole('button', { name: `Enrol: ${section.code}` }).click();
        const row = page.getByRole('row').filter({ hasText: section.code });
        await row.getByText('Being decided').waitFor();
        await restart();
        await row.getByText('Enrolled', { exact: true }).waitFor();
      } finally {
        await registrar.cancel(section);
      }
    });

    visitWithout('notification', 'the notices say so, the timetable is there', async (visitor, restart) => {
      const { page } = visitor;
      await visitor.goTo('/timetable', 'msa');
      await page.getByRole('heading', { name: 'The week' }).waitFor();
      await visitor.goTo('/notifications', 'msa');
      await saysDown(page).waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      await restart();
      await saysDown(page).waitFor({ state: 'hidden' });
      await page.getByText('New ones appear by themselves.').waitFor();
    });

    visitWithout('identity', 'who is signed in goes on, who is not is told so', async (visitor, restart) => {
      const { page } = visitor;
      await page.getByRole('link', { name: 'Timetable' }).click();
      await page.getByRole('heading', { name: 'The week' }).waitFor();
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByRole('link', { name: 'Sign in' }).first().click();
      const signIn = page.getByRole('main').getByRole('button', { name: 'Sign in' });
      await page.getByLabel('User name').fill(stage.newStudent());
      await page.getByLabel('Password').fill('let-me-in');
      await signIn.click();
      await saysDown(page).waitFor();
      await restart();
      await signIn.click();
      await page.getByRole('button', { name: 'Sign out' }).waitFor();
    });
  });

  describe('while nothing is there', () => {
    for (const variant of variants)
      stage.visit(
        `of ${variant}, the site says so and comes back by itself`,
        async (visitor) => {
          const { page } = visitor;
          const control = new Control(stage.system);
          const nothing = page.getByText(/^(The monolith|The microservices) (does|do) not answer at all/);
          await control.killAll();
          try {
            await visitor.goTo('/sections', variant);
            await nothing.waitFor();
            expect(await accessibilityFaults(page)).toEqual([]);
          } finally {
            await control.startAll();
          }
          await nothing.waitFor({ state: 'hidden' });
          await anyRow(page).waitFor();
          await saysDown(page).waitFor({ state: 'hidden' });
        },
        outage,
      );

    stage.visit(
      'not even a network, an open page says so and comes back by itself',
      async (visitor) => {
        const { page } = visitor;
        await visitor.goTo('/sections');
        await anyRow(page).waitFor();
        await page.context().setOffline(true);
        const nothing = page.getByText('The monolith does not answer at all');
        await nothing.waitFor();
        await page.context().setOffline(false);
        await nothing.waitFor({ state: 'hidden' });
      },
      { statuses: [0] },
    );
  });
}
