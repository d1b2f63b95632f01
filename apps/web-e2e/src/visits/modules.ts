import { describe, expect } from '@jest/globals';
import { accessibilityFaults } from '../browser/accessibility.ts';
import { settled } from '../browser/settled.ts';
import type { Stage } from '../stage.ts';

/** `/lab/modules`: the graph of who uses whom. */
export function describeModules(stage: Stage): void {
  describe('the module graph', () => {
    stage.visit(
      'tells of a module who uses it, what it shows, and which rule would stop a new arrow',
      async (visitor) => {
        const { page } = visitor;
        await visitor.goTo('/lab/modules');
        await settled(page);
        await page.getByRole('button', { name: /^enrollment-module: uses/ }).click();
        await page.getByRole('heading', { level: 2, name: 'enrollment-module' }).waitFor();
        const users = page.getByRole('region', { name: 'Who uses it' });
        await users.getByRole('button', { name: 'monolith' }).waitFor();
        await users.getByRole('button', { name: 'enrollment-service' }).waitFor();

        const other = page.getByRole('main').getByRole('combobox').last();
        await other.selectOption('catalog-module');
        await page
          .getByText(/^A project tagged with "layer:module"/)
          .first()
          .waitFor();
        await page.getByText('Modules meet only in a composition root', { exact: false }).waitFor();
        await other.selectOption('catalog-contracts');
        await page
          .getByText(/^A project tagged with "layer:module"/)
          .first()
          .waitFor({ state: 'hidden' });
        expect(await accessibilityFaults(page)).toEqual([]);
      },
    );
  });
}
