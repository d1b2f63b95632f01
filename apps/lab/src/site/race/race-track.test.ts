import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MadeUpVariant, quickPace } from '../../../test/made-up-race.ts';
import { until } from '../../runtime/processes/conditions.ts';
import { Race } from '../site-api.ts';
import { RaceRuns, RaceTrack } from './race-track.ts';

const order = { students: 6, seats: 2 };
const over = ({ state }: Race) => state === 'finished' || state === 'failed';

describe('A race', () => {
  let monolith: MadeUpVariant;
  let msa: MadeUpVariant;
  let track: RaceTrack;
  let told: Race[];

  beforeEach(() => {
    monolith = new MadeUpVariant('monolith');
    msa = new MadeUpVariant('msa');
    track = new RaceTrack([monolith, msa], quickPace);
    told = [];
    track.channel.listen((race) => told.push(race));
  });
  afterEach(() => track.stop());

  /** Holds a race, and gives its end. */
  const held = async (): Promise<Race> => {
    track.start(order);
    return ended();
  };
  const ended = async (): Promise<Race> => {
    await until(() => over(told.at(-1)!), 30_000);
    return told.at(-1)!;
  };

  /** As soon as it runs: before the first student has asked. */
  const diesWhenItRuns = ({ manners }: MadeUpVariant) => {
    const stopListening = track.channel.listen(({ state }) => {
      if (state !== 'running') return;
      manners.isDead = true;
      stopListening();
    });
  };

  it('tells what becomes of the requests in each second, in both variants', async () => {
    const { state, lanes, message } = await held();
    expect([state, message]).toEqual(['finished', undefined]);
    expect(lanes.map(({ variant }) => variant)).toEqual(['monolith', 'msa']);
    for (const { seconds, accepted, refused, failed, oversold, p50Ms } of lanes) {
      expect(seconds.map(({ second }) => second)).toEqual([0, 1, 2]);
      const sum = (of: 'accepted' | 'refused') => seconds.reduce((all, second) => all + second[of], 0);
      expect([accepted, refused, failed]).toEqual([sum('accepted'), sum('refused'), 0]);
      // All ask at once, and two get a seat: seats are given back and taken again later.
      expect(accepted).toBeGreaterThanOrEqual(2);
      expect(refused).toBeGreaterThanOrEqual(4);
      expect(seconds.every(({ seatsTaken }) => seatsTaken <= 2)).toBe(true);
      expect(p50Ms).toBeGreaterThan(0);
      expect(oversold).toBe(0);
    }
  });

  it('goes from state to state as the site is promised', async () => {
    await held();
    const states = told.map(({ state }) => state);
    expect([...new Set(states)]).toEqual(['none', 'preparing', 'running', 'finished']);
    expect(states.filter((state) => state === 'running').length).toBeGreaterThanOrEqual(3);
    for (const race of told) expect(Race.parse(race)).toEqual(race);
    expect(
      told.filter(({ startedAt }) => startedAt === undefined).every(({ state }) => state !== 'running'),
    ).toBe(true);
  });

  it('takes the students at the end of the demo data, each once', async () => {
    await held();
    const names = ['s01995', 's01996', 's01997', 's01998', 's01999', 's02000'];
    expect([...monolith.students].sort()).toEqual(names);
    expect([...msa.students].sort()).toEqual(names);
  });

  it.each([false, true])(
    'finds seats that were given though there were none, hidden or not: %s',
    async (hidesIt) => {
      Object.assign(msa.manners, { oversells: true, hidesIt });
      const { lanes } = await held();
      expect(lanes[0]).toMatchObject({ variant: 'monolith', oversold: 0 });
      // All six want one, and there are two.
      expect(lanes[1]!.oversold).toBeGreaterThan(0);
    },
  );

  it('cancels its section, and can be held again with a new one', async () => {
    await held();
    expect(monolith.sections).toMatchObject([{ seats: 2, isOpen: false }]);
    expect((await held()).state).toBe('finished');
    expect(msa.sections.map(({ isOpen }) => isOpen)).toEqual([false, false]);
  });

  it('is held alone', async () => {
    track.start(order);
    expect(() => track.start(order)).toThrow(RaceRuns);
    await ended();
  });

  it('counts failures of a variant that is killed in it, and goes on', async () => {
    diesWhenItRuns(msa);
    const { state, message, lanes } = await held();
    // All seconds are there, but without the roster nobody may say that no seat was given twice.
    expect([state, message]).toEqual(['failed', expect.stringContaining('msa did not answer in the end')]);
    expect(lanes[1]!.seconds).toHaveLength(3);
    expect(lanes[1]!.failed).toBeGreaterThan(0);
    expect(lanes[0]).toMatchObject({ failed: 0, oversold: 0 });

    // What it could not clear away then, it clears away before the next one.
    expect(msa.sections).toMatchObject([{ isOpen: true }]);
    msa.manners.isDead = false;
    monolith.manners.knowsNobody = true;
    await held();
    expect(msa.sections[0]).toMatchObject({ isOpen: false });
  });

  it('waits in the end for a variant that is started again', async () => {
    track = new RaceTrack([monolith, msa], { ...quickPace, endMs: 30_000 });
    track.channel.listen((race) => told.push(race));
    diesWhenItRuns(msa);
    track.start(order);
    expect(await until(() => told.at(-1)?.message?.startsWith('Counting'), 30_000)).toBe(true);
    msa.manners.isDead = false;
    expect(await ended()).toMatchObject({ state: 'finished', lanes: [{}, { oversold: 0 }] });
    expect(msa.sections).toMatchObject([{ isOpen: false }]);
  });

  it('says why it cannot be held, and leaves no section behind', async () => {
    monolith.manners.knowsNobody = true;
    expect(await held()).toMatchObject({
      state: 'failed',
      message: expect.stringMatching(/^monolith does not know s\d{5}\.$/),
    });
    expect(msa.sections.every(({ isOpen }) => !isOpen)).toBe(true);
    expect(monolith.sections).toMatchObject([{ isOpen: false }]);
  });

  it('ends with the lab, and leaves no section behind', async () => {
    track.start(order);
    expect(await until(() => told.at(-1)?.state === 'running', 30_000)).toBe(true);
    await track.stop();
    expect(told.at(-1)).toMatchObject({ state: 'failed', message: expect.stringContaining('was stopped') });
    expect(monolith.sections).toMatchObject([{ isOpen: false }]);
  });
});
