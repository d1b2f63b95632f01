import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { accessibilityFaults } from '../browser/accessibility.ts';
import { textFaults } from '../browser/texts.ts';
import { eventually } from '../eventually.ts';
import { newSubject } from '../new-subject.ts';
import type { Stage } from '../stage.ts';
import type { Variant } from '../system/person.ts';

const panel = (page: Page) => page.getByRole('complementary', { name: 'What happened?' });
const pathOn = (page: Page, variant: 'monolith' | 'microservices') =>
  panel(page).getByRole('table', { name: `Path of the request on the ${variant}` });

/** The processes that a request went through, by the spans of its trace. */
async function processesIn(page: Page, variant: 'monolith' | 'microservices'): Promise<string> {
  return (await pathOn(page, variant).getByRole('rowheader').allTextContents()).join('\n');
}

/** The panel at the foot of the page, after something was done. */
export function describeWhatHappened(stage: Stage): void {
  /** The same course on both, so that what is done on one can be done on the other. */
  const withSection = async (body: (code: string) => Promise<void>) => {
    const code = `${newSubject()} 101`;
    const registrars = await Promise.all(
      (['monolith', 'msa'] as const satisfies Variant[]).map((variant) => stage.person(variant, 'registrar')),
    );
    const made = await Promise.all(
      registrars.map((registrar) => registrar.makeSection({ code, title: 'Traces' })),
    );
    try {
      await body(code);
    } finally {
      await Promise.all(registrars.map((registrar, index) => registrar.cancel(made[index]!)));
    }
  };

  describe('what happened', () => {
    stage.visit('is shown after an action: the way through processes, calls and statements', (visitor) =>
      withSection(async (code) => {
        const { page } = visitor;
        await visitor.signIn(stage.newStudent(), 'msa');
        await visitor.goTo(`/sections?q=${code}`, 'msa');
        expect(await panel(page).count()).toBe(0);
        await page.getByRole('button', { name: `Enrol: ${code}` }).click();
        await page
          .getByRole('row')
          .filter({ hasText: code })
          .getByText('Enrolled', { exact: true })
          .waitFor();

        await panel(page).getByRole('button', { name: 'Show' }).click();
        await panel(page)
          .getByRole('button', { name: /POST \/api\/enrollments/ })
          .click();
        await eventually(async () => {
          const ways = await processesIn(page, 'microservices');
          expect(ways).toContain('POST /api/enrollments 201');
          expect(ways).toMatch(/enrollment-service/);
          expect(ways).toMatch(/billing-service/);
          expect(ways).toMatch(/statement/);
        });
        expect(await accessibilityFaults(page)).toEqual([]);
        expect(await textFaults(page, 'en')).toEqual([]);
      }),
    );

    stage.visit('is compared with the other variant when the action is replayed there', (visitor) =>
      withSection(async (code) => {
        const { page } = visitor;
        const username = stage.newStudent();
        await visitor.signIn(username);
        await visitor.goTo(`/sections?q=${code}`);
        await page.getByRole('button', { name: `Enrol: ${code}` }).click();
        await page
          .getByRole('row')
          .filter({ hasText: code })
          .getByText('Enrolled', { exact: true })
          .waitFor();

        await panel(page).getByRole('button', { name: 'Show' }).click();
        await panel(page)
          .getByRole('button', { name: /POST \/api\/enrollments/ })
          .click();
        await pathOn(page, 'monolith').waitFor();
        expect(await processesIn(page, 'monolith')).not.toMatch(/-service/);
        await panel(page).getByRole('button', { name: 'Replay on the microservices' }).click();
        await pathOn(page, 'microservices').waitFor();
        const compared = panel(page).getByRole('table', { name: 'Compared' });
        const processes = compared.getByRole('row', { name: /^Processes/ }).getByRole('cell');
        await eventually(async () => {
          const [monolith, microservices] = (await processes.allTextContents()).map(Number);
          expect(monolith).toBe(1);
          expect(microservices).toBeGreaterThan(1);
        });
        expect(await accessibilityFaults(page)).toEqual([]);
        // It was done there, and not only shown; billing may decide after the answer.
        const student = await stage.person('msa', username);
        await eventually(async () => {
          const { items } = await student.ask<{ items: { status: string }[] }>(
            'GET',
            '/api/enrollments?term=demo',
          );
          expect(items.map(({ status }) => status)).toContain('confirmed');
        });
      }),
    );
  });
}
