import { describe, expect, test } from '@jest/globals';
import type { LoadOutcome, PurposeOutcome, Second } from '../../load/order.ts';
import { sampleOf } from './sample.ts';

const BEGAN_AT = 1_000_000;
const all: Second = { succeeded: 8, refused: 0, failed: 0 };
const none: Second = { succeeded: 0, refused: 0, failed: 8 };
const nothing: Second = { succeeded: 0, refused: 0, failed: 0 };

/** Ten seconds, in which each purpose went as told. */
function outcomeOf(purposes: Record<string, readonly Second[]>): LoadOutcome {
  const of = (bySecond: readonly Second[]) => ({ bySecond }) as PurposeOutcome;
  return {
    seconds: 10,
    beganAt: BEGAN_AT,
    sentInAll: 0,
    purposes: Object.fromEntries(Object.entries(purposes).map(([name, seconds]) => [name, of(seconds)])),
    generator: { cpuSeconds: 0, cpuShare: 0, limited: false },
  };
}

const well = Array.from({ length: 10 }, () => all);
/** Its own capability fails from the third second on for three seconds. */
const section = well.map((second, index) => (index >= 2 && index < 5 ? none : second));
/** All enrol in one second, and drop in the next. */
const enrol = well.map((second, index) => (index % 2 === 0 ? second : nothing));
const drop = well.map((second, index) => (index % 2 === 0 ? nothing : second));

const moment = {
  id: 'catalog hang',
  title: 'catalog: hang',
  victim: 'catalog',
  from: BEGAN_AT + 2_100,
  to: BEGAN_AT + 4_100,
  over: BEGAN_AT + 9_000,
} as const;
const others = { identity: well, enrol, drop, timetable: well, account: well, notifications: well };
const sample = sampleOf(outcomeOf({ section, ...others }), [moment], 0);

describe('What was served during a fault', () => {
  test("is counted apart for the module's own capability, until two seconds after its end", () => {
    // Three of the five seconds that a part of it was in.
    expect(sample.figures['catalog hang own']).toBeCloseTo(40, 5);
    expect(sample.figures['catalog hang others']).toBe(100);
  });

  test('is told for each capability before, during and after it', () => {
    expect(sample.facts).toEqual([
      {
        'served before, during and after (%)': 'catalog: hang',
        identity: '100, 100, 100',
        section: '100, 40, 100',
        enrol: '100, 100, 100',
        timetable: '100, 100, 100',
        account: '100, 100, 100',
        notifications: '100, 100, 100',
      },
    ]);
  });

  test('is a curve for each capability, in which who drops is one who enrols', () => {
    const curve = (name: string) => sample.series.find((series) => series.name === name)!.points;
    expect(curve('section').map(([, share]) => share)).toEqual([100, 100, 0, 0, 0, 100, 100, 100, 100, 100]);
    expect(curve('enrol').map(([, share]) => share)).toEqual(Array.from({ length: 10 }, () => 100));
  });

  test('is not known where no request came to an end', () => {
    const silent = outcomeOf({ ...others, section: [all, ...Array.from({ length: 9 }, () => nothing)] });
    const { figures, series, facts } = sampleOf(silent, [moment], 0);
    expect(series.find(({ name }) => name === 'section')!.points).toEqual([[0, 100]]);
    expect(facts![0]!['section']).toBe('–, –, –');
    // Which is no service.
    expect(figures['catalog hang own']).toBe(0);
  });
});
