import { describe, expect, test } from '@jest/globals';
import { changes, impactOf } from './change-impact/changes.ts';
import { changeImpact } from './change-impact.ts';
import type { ProjectGraph } from './project-graph.ts';
import { Results } from './results-view.ts';

/** Three rounds in which one module takes 60 s, and each change what a test says, give or take a little. */
function results(secondsOf: (index: number, round: number) => number, share = 20) {
  return new Results(
    [0, 1, 2].map((round) => ({
      'one-module': { figures: { seconds: 60 + round, share: 100 } },
      ...Object.fromEntries(
        changes.map(({ id }, index) => [id, { figures: { seconds: secondsOf(index, round), share } }]),
      ),
    })),
  );
}

describe('The impact of changes', () => {
  test('is small for most: the claim holds', () => {
    const { answer, because } = changeImpact.judge(results((_index, round) => 20 + round));
    expect(answer).toBe('holds');
    expect(because).toContain('6 build and test in less time');
  });

  test('is judged by the changes that were timed', () => {
    const { rounds } = results((_index, round) => 20 + round);
    const { domain, ...others } = rounds[0]!;
    const untimed = Object.fromEntries(
      Object.keys(others).map((id) => [id, id === 'one-module' ? others[id]! : { figures: { share: 20 } }]),
    );
    const one = (round: number) => ({
      ...untimed,
      'one-module': rounds[round]!['one-module']!,
      domain: rounds[round]!.domain!,
    });
    expect(domain).toBeDefined();
    const { answer, because } = changeImpact.judge(new Results([one(0), one(1), one(2)]));
    expect(answer).toBe('holds');
    expect(because).toContain('Of 1 changes');
  });

  test('is no shorter build: the claim does not hold', () => {
    expect(changeImpact.judge(results((_index, round) => 90 + round)).answer).toBe('does not hold');
  });

  test('differs from change to change: it depends', () => {
    expect(changeImpact.judge(results((index, round) => (index < 3 ? 20 : 90) + round)).answer).toBe(
      'depends',
    );
  });

  test('is short, but reaches nearly everything: it depends', () => {
    expect(changeImpact.judge(results((_index, round) => 20 + round, 90)).answer).toBe('depends');
  });

  test('is inside the noise where rounds disagree', () => {
    expect(changeImpact.judge(results((_index, round) => [30, 60, 120][round]!)).answer).toBe(
      'inside the noise',
    );
  });
});

describe('What a change affects', () => {
  const services = ['identity', 'catalog', 'enrollment', 'billing', 'notification'];
  const project = (name: string, needs: string[]) => ({ name, folder: name, layer: 'app', needs });
  const graph: ProjectGraph = new Map(
    [
      project('@sugang/rules', []),
      project('@sugang/contract', []),
      project('@sugang/bench', ['@sugang/rules']),
      project('@sugang/monolith', ['@sugang/rules', '@sugang/contract']),
      project('@sugang/lab', ['@sugang/contract']),
      project('@sugang/database-setup', []),
      ...services.map((name) =>
        project(
          `@sugang/${name}-service`,
          name === 'billing' ? ['@sugang/rules', '@sugang/contract'] : ['@sugang/contract'],
        ),
      ),
    ].map((one) => [one.name, one]),
  );

  test('is the image of the monolith, and of one service where one alone reaches it', () => {
    expect(impactOf(graph, '@sugang/rules')).toEqual({
      affected: ['@sugang/billing-service', '@sugang/monolith', '@sugang/rules'],
      share: 0.3,
      monolithImages: 1,
      services: ['@sugang/billing-service'],
      otherImages: [],
    });
  });

  test('is the image of every service that uses a contract', () => {
    const { services: changed, otherImages } = impactOf(graph, '@sugang/contract');
    expect(changed).toHaveLength(5);
    expect(otherImages).toEqual(['edge']);
  });

  test('is one image of a service and none of the monolith for its app', () => {
    expect(impactOf(graph, '@sugang/billing-service')).toMatchObject({ monolithImages: 0, share: 0.1 });
  });
});
