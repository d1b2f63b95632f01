/**
 * `npm run screenshots`: makes the pictures of the site's main pages anew, on both screens and in both languages, into
 * docs/screenshots.
 */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { launchChromium } from './browser/chromium.ts';
import { settled } from './browser/settled.ts';
import { screens, Visitor, type Language, type Screen } from './browser/visitor.ts';
import { Control } from './system/control.ts';
import { Person, type Variant } from './system/person.ts';
import type { RunningSystem } from './system/running-system.ts';
import { withSystem } from './system/with-system.ts';

const folder = fileURLToPath(new URL('../../../docs/screenshots/', import.meta.url));

/** Of the demo; whose week fills while the pictures are made ready. */
const STUDENT = 's00001';

/** A picture. */
interface Picture {
  readonly name: string;
  readonly path: string;
  readonly variant: Variant;
  readonly username?: string;
  /** What is to be done, or waited for, before it is taken. */
  readonly prepare?: (visitor: Visitor) => Promise<void>;
}

const pictures: readonly Picture[] = [
  { name: 'catalog', path: '/sections', variant: 'monolith', username: STUDENT, prepare: seatsAreThere },
  {
    name: 'section',
    path: '/sections/demo-10008',
    variant: 'msa',
    username: STUDENT,
    prepare: somethingHappened,
  },
  { name: 'cart', path: '/cart', variant: 'monolith', username: STUDENT },
  { name: 'timetable', path: '/timetable', variant: 'msa', username: STUDENT },
  { name: 'roster', path: '/registrar/sections/demo-10001', variant: 'monolith', username: 'registrar' },
  { name: 'topology', path: '/lab', variant: 'monolith', prepare: bothAreShown },
  { name: 'race', path: '/lab/race', variant: 'monolith', prepare: chartsAreDrawn },
  { name: 'modules', path: '/lab/modules', variant: 'monolith', prepare: chartsAreDrawn },
];

await withSystem(async (system) => {
  const browser = await launchChromium();
  try {
    process.stdout.write('Filling a week, and running a race …\n');
    await fillWeeks(system);
    await runRace(system);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    for (const picture of pictures)
      for (const screen of Object.keys(screens) as Screen[])
        for (const language of ['en', 'ko'] as const) await take(browser, system, picture, screen, language);
  } finally {
    await browser.close();
  }
});

/** One window for each, as somebody has it who has just come. */
async function take(
  browser: Browser,
  system: RunningSystem,
  { name, path, variant, username, prepare }: Picture,
  screen: Screen,
  language: Language,
): Promise<void> {
  const visitor = await Visitor.come(browser, system.site, { language, screen });
  try {
    if (username) await visitor.signIn(username, variant);
    await visitor.goTo(path, variant);
    await settled(visitor.page);
    await prepare?.(visitor);
    const file = `${name}-${screen}-${language}.png`;
    await visitor.page.screenshot({ path: join(folder, file) });
    process.stdout.write(`docs/screenshots/${file}\n`);
  } finally {
    await visitor.leave();
  }
}

/** In both variants the same: some courses, a place on a waiting list, and a cart in which something clashes. */
async function fillWeeks({ site }: RunningSystem): Promise<void> {
  for (const variant of ['monolith', 'msa'] as const) {
    const student = await Person.signIn(site, variant, STUDENT);
    const { items } = await student.ask<{ items: { id: string }[] }>(
      'GET',
      '/api/sections?term=demo&limit=60',
    );
    let taken = 0;
    for (const section of items) {
      // Some clash with what is there already, which is what the cart is to show.
      const enrolled =
        taken < 5 &&
        (await student.ask('POST', '/api/enrollments', { sectionId: section.id }).catch(() => null));
      if (enrolled) taken++;
      else if (taken === 5) break;
    }
    for (const section of items.slice(20, 23)) await student.ask('PUT', `/api/cart/${section.id}`, {});
    for (let other = 2; other <= 12; other++) {
      const classmate = await Person.signIn(site, variant, `s${String(other).padStart(5, '0')}`);
      await classmate.ask('POST', '/api/enrollments', { sectionId: 'demo-10001' }).catch(() => null);
    }
  }
}

/** Small, so that it is over soon; the pictures show its end. */
async function runRace(system: RunningSystem): Promise<void> {
  const control = new Control(system);
  await control.race(100, 30);
  await control.raceIsOver();
}

async function seatsAreThere({ page }: Visitor): Promise<void> {
  await page.getByRole('meter').nth(3).waitFor();
}

async function bothAreShown({ page }: Visitor): Promise<void> {
  await page.getByRole('article').nth(7).waitFor();
}

async function chartsAreDrawn({ page }: Visitor): Promise<void> {
  await page.locator('canvas, svg').first().waitFor();
}

async function somethingHappened(): Promise<void> {}
