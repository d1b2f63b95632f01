import { describe, expect, test } from '@jest/globals';
import { boundaries } from './boundaries.ts';
import { capacity, plan } from './capacity.ts';
import { consistency } from './consistency.ts';
import { deploy } from './deploy.ts';
import type { Experiment } from './experiment.ts';
import { failover } from './failover.ts';
import { faultIsolation } from './fault-isolation.ts';
import { footprint } from './footprint.ts';
import { httpCache } from './http-cache.ts';
import { loadBalancing } from './load-balancing.ts';
import { Results } from './results-view.ts';
import { webServer } from './web-server.ts';

/** Figures by arm; each is the same in all rounds, but for a little, or has a value for each of three rounds. */
type MadeUp = Readonly<Record<string, Readonly<Record<string, number | readonly [number, number, number]>>>>;

const resultsOf = (arms: MadeUp): Results =>
  new Results(
    [0, 1, 2].map((round) =>
      Object.fromEntries(
        Object.entries(arms).map(([arm, figures]) => [
          arm,
          {
            figures: Object.fromEntries(
              Object.entries(figures).map(([name, value]) => [
                name,
                typeof value === 'number' ? value * (1 + round * 0.001) : value[round]!,
              ]),
            ),
          },
        ]),
      ),
    ),
  );
const verdict = (experiment: Experiment, arms: MadeUp) => experiment.judge(resultsOf(arms)).answer;

describe('footprint', () => {
  const monolith = { processes: 1, idleMemory: 200, busyCpu: 40, images: 1, settings: 20 };
  const msa = { processes: 5, idleMemory: 600, busyCpu: 70, images: 6, settings: 110 };
  test('holds when the microservices take more of both', () =>
    expect(verdict(footprint, { monolith, msa })).toBe('holds'));
  test('depends when they take more memory and less processor time', () =>
    expect(verdict(footprint, { monolith, msa: { ...msa, busyCpu: 30 } })).toBe('depends'));
  test('is inside the noise when the rounds disagree on the processor time', () =>
    expect(verdict(footprint, { monolith, msa: { ...msa, busyCpu: [30, 40, 52] } })).toBe(
      'inside the noise',
    ));
  test('does not hold when they take less of both', () =>
    expect(verdict(footprint, { monolith, msa: { ...msa, idleMemory: 100, busyCpu: 20 } })).toBe(
      'does not hold',
    ));
});

describe('boundaries', () => {
  const judged = (figures: Record<string, number>) =>
    boundaries.judge(new Results([{ rules: { figures } }])).answer;
  const kept = { broken: 20, fired: 20, falseAlarms: 0, files: 700, violations: 0 };
  test('does not hold when every rule fires and none is broken', () =>
    expect(judged(kept)).toBe('does not hold'));
  test('holds when the project breaks one', () => expect(judged({ ...kept, violations: 1 })).toBe('holds'));
  test('holds when a rule does not fire', () => expect(judged({ ...kept, fired: 19 })).toBe('holds'));
  test('holds when good files are reported', () => expect(judged({ ...kept, falseAlarms: 1 })).toBe('holds'));
});

describe('failover', () => {
  const arm = (failed: number) => ({ failed, failedShare: failed / 10 });
  test('holds when nobody notices anything', () =>
    expect(verdict(failover, { kill: arm(0), hang: arm(0), restart: arm(0) })).toBe('holds'));
  test('depends when one kind of failure is noticed', () =>
    expect(verdict(failover, { kill: arm(3), hang: arm(0), restart: arm(0) })).toBe('depends'));
  test('is inside the noise when one is noticed now and then', () =>
    expect(verdict(failover, { kill: { ...arm(0), failed: [0, 1, 0] }, hang: arm(0), restart: arm(0) })).toBe(
      'inside the noise',
    ));
  test('does not hold when each is', () =>
    expect(verdict(failover, { kill: arm(3), hang: arm(9), restart: arm(1) })).toBe('does not hold'));
});

describe('load-balancing', () => {
  const asClaimed: MadeUp = {
    'round-robin': { equalShare: 33.4, slowP90: 400, mixedP90: 300 },
    weights: { slowP90: 200 },
    'least-conn': { slowP90: 150, mixedP90: 100 },
    'ip-hash': { equalShare: 100 },
  };
  test('holds when each algorithm does what is said of it', () =>
    expect(verdict(loadBalancing, asClaimed)).toBe('holds'));
  test('depends when one of them does the contrary', () =>
    expect(verdict(loadBalancing, { ...asClaimed, weights: { slowP90: 800 } })).toBe('depends'));
  test('is inside the noise when the rounds disagree on one of them', () =>
    expect(verdict(loadBalancing, { ...asClaimed, weights: { slowP90: [200, 800, 400] } })).toBe(
      'inside the noise',
    ));
  test('does not hold when none does', () =>
    expect(
      verdict(loadBalancing, {
        'round-robin': { equalShare: 60, slowP90: 400, mixedP90: 300 },
        weights: { slowP90: 500 },
        'least-conn': { slowP90: 500, mixedP90: 400 },
        'ip-hash': { equalShare: 40 },
      }),
    ).toBe('does not hold'));
});

describe('http-cache', () => {
  const arm = (reached: number | readonly [number, number, number], cpu = 30) => ({
    reached,
    cpu,
    kilobytes: 2,
  });
  const none = arm(100, 40);
  const [kept, edge, all] = [arm(33), arm(8), arm(4)];
  test('holds when every mechanism keeps looks from the application', () =>
    expect(verdict(httpCache, { none, validators: arm(60), kept, edge, all })).toBe('holds'));
  test('depends when every look still comes with one, whatever its processor time', () => {
    expect(verdict(httpCache, { none, validators: arm(100, 39), kept, edge, all })).toBe('depends');
    expect(verdict(httpCache, { none, validators: arm(100, 45), kept, edge, all })).toBe('depends');
  });
  test('is inside the noise when the rounds disagree on one', () =>
    expect(verdict(httpCache, { none, validators: arm([90, 100, 100]), kept, edge, all })).toBe(
      'inside the noise',
    ));
  test('depends when one keeps looks away and costs more processor time for it', () =>
    expect(verdict(httpCache, { none, validators: arm(60), kept: arm(33, 50), edge, all })).toBe('depends'));
  test('does not hold when none keeps any away', () =>
    expect(verdict(httpCache, { none, validators: none, kept: none, edge: none, all: none })).toBe(
      'does not hold',
    ));
  test('says where a difference in processor time is not beyond the noise', () => {
    const validators = { ...arm(100), cpu: [35, 45, 41] as const };
    expect(httpCache.judge(resultsOf({ none, validators, kept, edge, all })).because).toMatch(
      /"Browser with ETag": 100 % of the looks .* processor time \(inside the noise\) .*"Cache of one second in Nginx": 8 % .* 75 % of the processor time and /,
    );
  });
});

describe('deploy', () => {
  const arm = (failed: number) => ({ failed, failedShare: failed / 10, seconds: 5 });
  const contracts = { optionalFailed: 0, neededFailed: 50 };
  const one = { contracts, 'monolith-1': arm(100), 'msa-1': arm(20) };
  test('depends when not even optional fields can be added to a service alone', () =>
    expect(
      verdict(deploy, {
        ...one,
        contracts: { ...contracts, optionalFailed: 25 },
        'monolith-2': arm(5),
        'msa-2': arm(0),
      }),
    ).toBe('depends'));
  test('depends when copies of the monolith roll, and a service alone hurts less with one copy', () =>
    expect(verdict(deploy, { ...one, 'monolith-2': arm(0), 'msa-2': arm(0) })).toBe('depends'));
  test('holds when only the service rolls without a failure', () =>
    expect(verdict(deploy, { ...one, 'monolith-2': arm(5), 'msa-2': arm(0) })).toBe('holds'));
  test('does not hold when the monolith rolls and the service is no gentler', () =>
    expect(verdict(deploy, { ...one, 'monolith-1': arm(20), 'monolith-2': arm(0), 'msa-2': arm(0) })).toBe(
      'does not hold',
    ));
  test('is inside the noise when the rounds disagree on who is gentler', () => {
    const rounds = { ...arm(20), failed: [10, 30, 20] as const };
    expect(
      verdict(deploy, {
        ...one,
        'monolith-1': arm(20),
        'msa-1': rounds,
        'monolith-2': arm(1),
        'msa-2': arm(0),
      }),
    ).toBe('inside the noise');
  });
  test('depends when neither rolls', () =>
    expect(verdict(deploy, { ...one, 'monolith-2': arm(5), 'msa-2': arm(5) })).toBe('depends'));
});

describe('capacity', () => {
  test('holds when the calculation comes within a quarter', () =>
    expect(verdict(capacity, { monolith: { accuracy: 90 }, msa: { accuracy: 110 } })).toBe('holds'));
  test('is inside the noise when the rounds disagree', () =>
    expect(verdict(capacity, { monolith: { accuracy: 90 }, msa: { accuracy: [70, 80, 90] } })).toBe(
      'inside the noise',
    ));
  test('depends when it does for one variant', () =>
    expect(verdict(capacity, { monolith: { accuracy: 90 }, msa: { accuracy: 60 } })).toBe('depends'));
  test('does not hold when it does for none', () =>
    expect(verdict(capacity, { monolith: { accuracy: 30 }, msa: { accuracy: 60 } })).toBe('does not hold'));
  test('plans machines and cores from what was measured', () => {
    const cpuSeconds = {
      'identity-service': 0.0001,
      'enrollment-service': 0.001,
      postgres: 0.002,
      nginx: 0.0003,
    };
    const university = plan(500, cpuSeconds).find(({ students }) => students === 30_000);
    // 30,000 × 0.5 × 17 requests in 60 s, by machines that do 300 per second of theirs; 0.425, 4.25, 8.5 and 1.275 cores are busy.
    expect(university).toMatchObject({
      'requests per second (RPS)': 4250,
      'registrations per second (TPS)': 1250,
      'cores of services': 'identity 1, enrollment 8',
      'cores of Postgres': 15,
      'cores of Nginx': 3,
      'machines like this one': 15,
    });
  });
});

describe('web-server', () => {
  const nginx = { cpuPerFile: 20, filesPerSecond: 5000 };
  test('holds when Node takes more processor time for a file', () =>
    expect(verdict(webServer, { nginx, node: { cpuPerFile: 80, filesPerSecond: 3000 } })).toBe('holds'));
  test('is inside the noise when rounds disagree', () =>
    expect(verdict(webServer, { nginx, node: { cpuPerFile: [15, 22, 24], filesPerSecond: 3000 } })).toBe(
      'inside the noise',
    ));
  test('does not hold when Node takes less', () =>
    expect(verdict(webServer, { nginx, node: { cpuPerFile: 10, filesPerSecond: 3000 } })).toBe(
      'does not hold',
    ));
});

describe('consistency', () => {
  const arm = (lines: number, violations = 0) => ({
    lines,
    violations,
    unanswered: 0,
    kills: 10,
    pendingMs: 20,
    longestPendingSeconds: 1,
  });
  test('holds when the saga takes more code and nothing is lost', () =>
    expect(verdict(consistency, { monolith: arm(30), msa: arm(300) })).toBe('holds'));
  test('depends when something is half done, in any round', () =>
    expect(verdict(consistency, { monolith: arm(30), msa: { ...arm(300), violations: [0, 0, 1] } })).toBe(
      'depends',
    ));
  test('does not hold when the saga takes no more', () =>
    expect(verdict(consistency, { monolith: arm(30), msa: arm(30) })).toBe('does not hold'));
});

describe('fault-isolation', () => {
  const scenes = Object.keys(faultIsolation.figures).filter((key) => key.endsWith(' others'));
  const arm = (served: (scene: string) => number) => ({
    violations: 0,
    ...Object.fromEntries(scenes.map((scene) => [scene, served(scene)])),
  });
  const unharmed = arm(() => 100);
  test('holds when every fault hurts the monolith and none the microservices', () =>
    expect(verdict(faultIsolation, { monolith: arm(() => 20), msa: unharmed })).toBe('holds'));
  test('depends when some faults hurt both', () =>
    expect(
      verdict(faultIsolation, {
        monolith: arm(() => 20),
        msa: arm((scene) => (scene.startsWith('catalog') ? 60 : 100)),
      }),
    ).toBe('depends'));
  test('does not hold when no fault hurts the monolith', () =>
    expect(verdict(faultIsolation, { monolith: unharmed, msa: unharmed })).toBe('does not hold'));
});
