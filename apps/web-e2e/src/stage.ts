import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomInt } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { launchChromium } from './browser/chromium.ts';
import { Visitor, type VisitorOptions } from './browser/visitor.ts';
import { Person, type Variant } from './system/person.ts';
import { RunningSystem, START_MS, STOP_MS } from './system/running-system.ts';

/** How long one visit may take. */
const VISIT_MS = 240_000;

/** Of the demo's two thousand; the last ones race. Where a run begins is left to chance: no test may count on one of them. */
const STUDENTS = [100, 1_500] as const;

/** A system and a browser that the tests of one file have for themselves. */
export class Stage {
  #system: RunningSystem | undefined;
  #browser: Browser | undefined;
  #nextStudent = randomInt(...STUDENTS);

  get system(): RunningSystem {
    if (!this.#system) throw new Error('The system does not run.');
    return this.#system;
  }

  get browser(): Browser {
    if (!this.#browser) throw new Error('The browser does not run.');
    return this.#browser;
  }

  /** Starts both. */
  async open(): Promise<void> {
    this.#system = await RunningSystem.start();
    this.#browser = await launchChromium();
  }

  /** Stops both, and removes the data. */
  async close(): Promise<void> {
    await this.#browser?.close();
    await this.#system?.stop();
  }

  /** A student whom no other test knows. */
  newStudent(): string {
    return `s${String(this.#nextStudent++).padStart(5, '0')}`;
  }

  /** Somebody who acts beside the visitor, over the API. */
  person(variant: Variant, username: string): Promise<Person> {
    return Person.signIn(this.system.site, variant, username);
  }

  /**
   * A test in which somebody comes to the site with a browser. Whatever the browser complains of fails it in the end; a picture of
   * what was to be seen is kept when it fails.
   */
  visit(name: string, body: (visitor: Visitor) => Promise<void>, options: VisitorOptions = {}): void {
    test(
      name,
      async () => {
        const visitor = await Visitor.come(this.browser, this.system.site, options);
        try {
          await body(visitor);
          expect(visitor.heard).toEqual([]);
        } catch (error) {
          // The picture itself would be complained of: a style is put into the page for it.
          const heard = visitor.heard.length > 0 ? `\nHeard: ${visitor.heard.join('\n')}` : '';
          const picture = await visitor.keepPicture(expect.getState().currentTestName ?? name).catch(String);
          throw withNote(error as Error, `At ${visitor.page.url()}, see ${picture}${heard}`);
        } finally {
          await visitor.leave();
        }
      },
      VISIT_MS,
    );
  }
}

/** Jest shows an error by its stack, which begins with the message. */
function withNote(error: Error, note: string): Error {
  const message = `${error.message}\n${note}`;
  error.stack = error.stack?.replace(error.message, () => message) ?? message;
  error.message = message;
  return error;
}

/** Starts a system and a browser before the tests of the file that calls this, and stops them after. */
export function stage(): Stage {
  const made = new Stage();
  beforeAll(() => made.open(), START_MS);
  afterAll(() => made.close(), STOP_MS);
  return made;
}
