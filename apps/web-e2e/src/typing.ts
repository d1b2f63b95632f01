/**
 * `npm run typing`: whether somebody who types in the catalog's search ever waits for a frame, with 5,000 sections. Its figures are
 * times of this machine, so this is a command and no test.
 */
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from './browser/chromium.ts';
import { Visitor, type Screen } from './browser/visitor.ts';
import { Person, type SectionPlan } from './system/person.ts';
import type { RunningSystem } from './system/running-system.ts';
import { withSystem } from './system/with-system.ts';

const SECTIONS = 5_000;
const ROUNDS = 3;
/** Between two keys, in milliseconds: somebody who types 110 words a minute. */
const KEY_EVERY_MS = 110;
/** What a frame may take, in milliseconds; the browser notes only those that take longer. */
const LONG_FRAME_MS = 50;
const REQUESTS_AT_ONCE = 8;

/** Words that find many sections, few, and none. */
const searches = ['introduction to statistics', 'typ 42', 'garcia', 'no such thing'];
const topics = ['Statistics', 'Algorithms', 'Thermodynamics', 'Ethics', 'Chemistry', 'Painting', 'Finance'];
const days = ['MON', 'TUE', 'WED', 'THU', 'FRI'];

/** A desktop, and a phone whose processor takes four times as long, as Lighthouse has it. */
const screens: readonly { screen: Screen; slowdown: number }[] = [
  { screen: 'desktop', slowdown: 1 },
  { screen: 'phone', slowdown: 4 },
];

/** What the browser noted while somebody typed; durations in milliseconds. */
interface Note {
  readonly longFrames: readonly number[];
  readonly keyToPaint: readonly number[];
}

await withSystem(async (system) => {
  const loaded = await fillCatalog(system);
  const browser = await launchChromium();
  try {
    process.stdout.write(`\nTyping among ${loaded.toLocaleString('en')} sections, ${ROUNDS} rounds each:\n`);
    for (const { screen, slowdown } of screens) {
      const notes: Note[] = [];
      for (let round = 0; round < ROUNDS; round++)
        notes.push(await noteTyping(browser, system, loaded, screen, slowdown));
      process.stdout.write(lineOf(screen, slowdown, notes));
    }
  } finally {
    await browser.close();
  }
});

/** Makes as many sections as are missing; answers how many there are. */
async function fillCatalog({ site }: RunningSystem): Promise<number> {
  const registrar = await Person.signIn(site, 'monolith', 'registrar');
  const missing = SECTIONS - (await countSections(registrar));
  process.stdout.write(`Making ${missing.toLocaleString('en')} sections …\n`);
  for (let first = 0; first < missing; first += REQUESTS_AT_ONCE) {
    const some = Math.min(REQUESTS_AT_ONCE, missing - first);
    await Promise.all(
      Array.from({ length: some }, (_, index) => registrar.makeSection(planOf(first + index))),
    );
  }
  return countSections(registrar);
}

function planOf(index: number): SectionPlan {
  const [start, end] = [8, 9].map((hour) => `${String(hour + (index % 10)).padStart(2, '0')}:00`);
  return {
    code: `TYP ${100 + index}`,
    title: `Introduction to ${topics[index % topics.length]} ${1 + (index % 9)}`,
    meetings: [{ day: days[index % days.length]!, start: start!, end: end! }],
  };
}

async function countSections(person: Person): Promise<number> {
  let count = 0;
  let cursor: string | undefined;
  do {
    const query = `term=demo&limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;
    const page = await person.ask<{ items: unknown[]; nextCursor?: string }>('GET', `/api/sections?${query}`);
    count += page.items.length;
    cursor = page.nextCursor;
  } while (cursor);
  return count;
}

/** Types and takes back each search, once all sections are there. */
async function noteTyping(
  browser: Browser,
  { site }: RunningSystem,
  sections: number,
  screen: Screen,
  slowdown: number,
): Promise<Note> {
  const visitor = await Visitor.come(browser, site, { screen });
  try {
    const { page } = visitor;
    await visitor.goTo('/sections', 'monolith');
    await page
      .getByRole('status')
      .filter({ hasText: sections.toLocaleString('en') })
      .waitFor();
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    await startNoting(page);
    const field = page.getByLabel('Search code, title or instructor');
    for (const words of searches) {
      await field.pressSequentially(words, { delay: KEY_EVERY_MS });
      for (const _ of words) await field.press('Backspace', { delay: KEY_EVERY_MS });
    }
    return await notesOf(page);
  } finally {
    await visitor.leave();
  }
}

async function startNoting(page: Page): Promise<void> {
  await page.evaluate((longFrame) => {
    const note = { longFrames: [] as number[], keyToPaint: [] as number[] };
    Object.assign(globalThis, { sugangNote: note });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) if (duration > longFrame) note.longFrames.push(duration);
    }).observe({ type: 'long-animation-frame' });
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries())
        if (name === 'keydown') note.keyToPaint.push(duration);
    }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  }, LONG_FRAME_MS);
}

function notesOf(page: Page): Promise<Note> {
  return page.evaluate(() => (globalThis as unknown as { sugangNote: Note }).sugangNote);
}

function lineOf(screen: Screen, slowdown: number, notes: readonly Note[]): string {
  const frames = notes.flatMap(({ longFrames }) => longFrames);
  const keys = notes.flatMap(({ keyToPaint }) => keyToPaint);
  const typed = ROUNDS * 2 * searches.reduce((sum, { length }) => sum + length, 0);
  const longest = (numbers: readonly number[]) => Math.round(Math.max(0, ...numbers));
  return (
    `  ${screen}${slowdown > 1 ? `, processor ${slowdown} times as slow` : ''}: ${typed} keys, ` +
    `${frames.length} frames over ${LONG_FRAME_MS} ms (longest ${longest(frames) || '-'}), ` +
    `from a key to its paint at most ${longest(keys) || 'under 16'} ms\n`
  );
}
