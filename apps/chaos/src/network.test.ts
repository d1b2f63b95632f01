import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { chaosSystem, type Campuses } from './chaos-system.ts';
import type { Link, Weather } from './network/link.ts';
import { Links } from './network/links.ts';
import { Random, seed } from './random.ts';

/** How long each kind of bad weather lasts, in seconds: `CHAOS_NETWORK_SECONDS`. */
const SECONDS = Number(process.env['CHAOS_NETWORK_SECONDS'] ?? 4);
const STUDENTS = 12;
/** How often the weather moves to other links while it lasts. */
const GUSTS = 4;

describe(`the microservices on a bad network (CHAOS_SEED=${seed})`, () => {
  const random = new Random(seed + 1);
  let links: Links;
  beforeAll(async () => {
    links = await Links.listen();
  });
  const system = chaosSystem({
    variant: 'msa',
    peerAddress: (from, to, address) => links.between(from, to, address),
  });
  let campuses: Campuses;

  beforeAll(async () => {
    campuses = await system.campuses(STUDENTS, random);
  }, 120_000);
  afterAll(() => links.close());

  /** Half of the links have this weather, then others. */
  const storm = async (weather: Weather) => {
    const all = [...links.all.values()];
    for (let gust = 0; gust < GUSTS; gust++) {
      const hit = random.shuffle(all).slice(0, Math.ceil(all.length / 2));
      for (const link of hit) link.weather = weather;
      await pause((SECONDS * 1_000) / GUSTS);
      for (const link of hit) link.weather = { kind: 'fair' };
    }
  };
  const breakOften = async () => {
    const all: Link[] = [...links.all.values()];
    for (let time = 0; time < SECONDS * 20; time++) {
      random.pick(all).breakConnections();
      await pause(50);
    }
  };

  it.each<[string, () => Promise<void>]>([
    ['answers come late', () => storm({ kind: 'delay', ms: 700 })],
    ['messages are lost', () => storm({ kind: 'stall' })],
    ['connections break', breakOften],
    ['services are cut off from each other', () => storm({ kind: 'cut' })],
  ])(
    'keep all rules, and no request hangs, when %s',
    async (_, weather) => {
      const before = links.hits;
      await campuses.during(weather);
      // Weather that hits nothing proves nothing.
      expect(links.hits).toBeGreaterThan(before);
      expect(await system.violations('msa')).toEqual([]);
      expect(await system.hungRequests('msa')).toEqual([]);
    },
    240_000,
  );
});
