import { describe, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Stage } from '../stage.ts';
import { enterControlToken } from '../browser/control.ts';

const contexts = ['identity', 'catalog', 'enrollment', 'billing', 'notification'];

const monolith = (page: Page) => page.getByRole('region', { name: 'Modular monolith' });
const microservices = (page: Page) => page.getByRole('region', { name: 'Microservices' });
const processNamed = (page: Page, name: RegExp) => microservices(page).getByRole('article', { name });

/** `/lab`: what runs, and what one can do to it. */
export function describeTopology(stage: Stage): void {
  describe('the topology', () => {
    stage.visit('shows the processes of both variants, live', async (visitor) => {
      const { page } = visitor;
      await visitor.goTo('/lab');
      await monolith(page)
        .getByRole('article', { name: /monolith/ })
        .getByText('running', { exact: true })
        .waitFor();
      for (const context of contexts)
        await processNamed(page, new RegExp(context)).getByText('running', { exact: true }).waitFor();
      expect(await microservices(page).getByRole('article').count()).toBe(contexts.length);
      await page.getByRole('article', { name: 'nginx' }).waitFor();
      await page.getByRole('article', { name: 'postgres' }).waitFor();
      expect(await page.getByRole('button', { name: /^Kill/ }).count()).toBe(0);
    });

    stage.visit('takes no orders without the right token', async (visitor) => {
      const { page } = visitor;
      await visitor.goTo('/lab');
      await enterControlToken(page, 'not-the-token');
      await page.getByRole('button', { name: /^Hang notification/ }).click();
      await page.getByRole('alert').getByText('The token is wrong').waitFor();
      await processNamed(page, /notification/)
        .getByText('running', { exact: true })
        .waitFor();
    });

    stage.visit('kills a process and starts it again', async (visitor) => {
      const { page } = visitor;
      await visitor.goTo('/lab');
      await enterControlToken(page, stage.system.controlToken);
      await page.getByRole('button', { name: /^Kill notification/ }).click();
      await processNamed(page, /notification/)
        .getByText('stopped', { exact: true })
        .waitFor();
      await page.getByRole('button', { name: /^Start notification/ }).click();
      await processNamed(page, /notification/)
        .getByText('running', { exact: true })
        .waitFor();
    });

    stage.visit('makes a process hang and resumes it', async (visitor) => {
      const { page } = visitor;
      await visitor.goTo('/lab');
      await enterControlToken(page, stage.system.controlToken);
      await page.getByRole('button', { name: /^Hang notification/ }).click();
      await processNamed(page, /notification/)
        .getByText('hanging', { exact: true })
        .waitFor();
      await page.getByRole('button', { name: /^Resume notification/ }).click();
      await processNamed(page, /notification/)
        .getByText('running', { exact: true })
        .waitFor();
    });

    stage.visit('adds a copy of a service and takes it away', async (visitor) => {
      const { page } = visitor;
      await visitor.goTo('/lab');
      await enterControlToken(page, stage.system.controlToken);
      await page.getByRole('button', { name: 'Add a copy of billing' }).click();
      await processNamed(page, /billing/)
        .nth(1)
        .getByText('running', { exact: true })
        .waitFor();
      await page.getByRole('button', { name: 'Remove a copy of billing' }).click();
      await processNamed(page, /billing/)
        .nth(1)
        .waitFor({ state: 'hidden' });
    });
  });
}
