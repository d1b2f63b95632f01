import { setTimeout as pause } from 'node:timers/promises';
import { Browser } from './browser.ts';
import type { LoadOrder, Stream } from './order.ts';
import type { Recorder } from './recorder.ts';
import { stories } from './stories/index.ts';
import type { StoryAnswer } from './stories/story.ts';

const EVERY_MS = 1_000;

/**
 * Lets browsers look at pages, each once in a second, until all the time is over. Not by autocannon, which sends a request each time,
 * and no other for those without a cache, so that both are the same but for that.
 */
export async function browse(
  { story, perSecond = 1, browser: kind }: Stream,
  order: LoadOrder,
  recorder: Recorder,
  firstUser: number,
): Promise<void> {
  const until = performance.now() + (order.warmUpSeconds + order.seconds) * 1000;
  await Promise.all(
    Array.from({ length: perSecond }, async (_, index) => {
      const acts = stories[story]({
        number: firstUser + index,
        student: { id: '', username: '', password: '', accessToken: '' },
        sections: order.campus.sections,
      });
      await pause((index * EVERY_MS) / perSecond);
      const browser = new Browser(order.address, order.timeoutSeconds * 1000, kind);
      try {
        await lookAgainAndAgain(browser, acts, recorder, until);
      } finally {
        browser.close();
      }
    }),
  );
}

async function lookAgainAndAgain(
  browser: Browser,
  acts: ReturnType<(typeof stories)[Stream['story']]>,
  recorder: Recorder,
  until: number,
): Promise<void> {
  let answer: StoryAnswer;
  for (let due = performance.now(); due < until; due += EVERY_MS) {
    await pause(Math.max(0, due - performance.now()));
    const { purpose, path } = acts.next(answer).value;
    const begun = performance.now();
    recorder.sent();
    try {
      const look = await browser.look(path);
      answer = look;
      const latencyMs = performance.now() - begun;
      recorder.answered(purpose, { ...look, latencyMs, everyMs: EVERY_MS }, performance.now());
    } catch (error) {
      answer = undefined;
      const how = (error as Error).name === 'TimeoutError' ? 'timeout' : 'lost';
      recorder.unanswered(purpose, how, performance.now());
    }
  }
}
