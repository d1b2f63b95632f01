import { describe, expect } from '@jest/globals';
import { accessibilityFaults } from '../browser/accessibility.ts';
import { enterControlToken } from '../browser/control.ts';
import { textFaults } from '../browser/texts.ts';
import type { Locator } from 'playwright-core';
import type { Stage } from '../stage.ts';

const SEATS = 5;
const STUDENTS = 20;
/** A race signs students in, lasts twenty seconds, and counts the roster. */
const RACE_MS = 120_000;

/** `/lab/race`: the same rush on both variants. */
export function describeRace(stage: Stage): void {
  describe('the race', () => {
    stage.visit('needs the token', async (visitor) => {
      await visitor.goTo('/lab/race');
      const open = visitor.page.getByRole('button', { name: 'Open registration' });
      await open.waitFor();
      expect(await open.isDisabled()).toBe(true);
    });

    stage.visit('runs on both variants to its end, and no seat is given twice', async (visitor) => {
      const { page } = visitor;
      await visitor.goTo('/lab/race');
      await enterControlToken(page, stage.system.controlToken);
      await page.getByLabel('Students').fill(`${STUDENTS}`);
      await page.getByLabel('Seats', { exact: true }).fill(`${SEATS}`);
      await page.getByRole('button', { name: 'Open registration' }).click();
      await page.getByText('Registration is open.').waitFor({ timeout: RACE_MS });
      await page.getByText('The race is over.').waitFor({ timeout: RACE_MS });

      for (const name of ['Modular monolith', 'Microservices']) {
        const lane = page.getByRole('region', { name: `${name} in the race` });
        await lane.getByText('Oversold: 0').waitFor();
        await lane.getByText('No seat was given twice.').waitFor();
        const accepted = lane.locator('dl > div').filter({ hasText: 'Got a seat' }).locator('dd');
        expect(Number(await accepted.textContent())).toBeGreaterThanOrEqual(SEATS);
        expect(await isColoured(lane.locator('canvas').first())).toBe(true);
      }
      expect(await textFaults(page, 'en')).toEqual([]);
      expect(await accessibilityFaults(page)).toEqual([]);
    });

    stage.visit('is shown to those who come when it is over', async (visitor) => {
      const { page } = visitor;
      await visitor.goTo('/lab/race');
      await page.getByText(/No race has been run yet|The race is over/).waitFor();
    });
  });
}

/** Whether a chart has any colour: one that does not know the page's is black. */
const isColoured = (canvas: Locator): Promise<boolean> =>
  canvas.evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement;
    const { data } = (element as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height);
    for (let at = 0; at < data.length; at += 4) if (Math.abs(data[at]! - data[at + 2]!) > 60) return true;
    return false;
  });
