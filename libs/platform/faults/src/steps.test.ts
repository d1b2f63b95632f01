import { beforeEach, describe, expect, it } from '@jest/globals';
import { Steps } from './steps.ts';

describe('the steps of a process', () => {
  let deaths: string[];
  let steps: Steps;

  beforeEach(() => {
    deaths = [];
    steps = new Steps((step) => void deaths.push(step));
  });

  const take = (what: string) => steps.during(() => steps.take(() => what));

  it('are noted from the arming on, in their order', () => {
    take('BEGIN');
    steps.arm({ when: 'before' });
    take('BEGIN');
    take('COMMIT');
    expect(steps.count).toBe(2);
    expect(steps.described).toEqual(['BEGIN', 'COMMIT']);
    expect(deaths).toEqual([]);
  });

  it('begin anew with each arming, and stay when they are not noted any more', () => {
    steps.arm({ when: 'before' });
    take('BEGIN');
    steps.arm({ when: 'before' });
    take('COMMIT');
    steps.disarm();
    take('SELECT');
    expect(steps.described).toEqual(['COMMIT']);
  });

  it('are only those that somebody has caused', async () => {
    steps.arm({ when: 'before' });
    steps.take(() => 'looking for work');
    await steps.during(async () => {
      await Promise.resolve();
      steps.take(() => 'BEGIN');
    });
    expect(steps.described).toEqual(['BEGIN']);
  });

  it('end with the death before the step that was named', () => {
    steps.arm({ dieAt: 2, when: 'before' });
    take('BEGIN');
    expect(deaths).toEqual([]);
    take('COMMIT');
    take('SELECT');
    expect(deaths).toEqual(['before step 2, COMMIT']);
  });

  it('end with the death after its answer, before anybody has seen it', async () => {
    steps.arm({ dieAt: 1, when: 'after' });
    const seen: string[] = [];
    await steps
      .during(() =>
        steps.taken(
          () => 'call bank.charge',
          async () => {
            expect(deaths).toEqual([]);
          },
        ),
      )
      .then(() => seen.push(...deaths));
    expect(seen).toEqual(['after step 1, call bank.charge']);
  });
});
