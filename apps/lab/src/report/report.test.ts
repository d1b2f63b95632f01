import { describe, expect, test } from '@jest/globals';
import { declarations, footprintRounds, madeUpRun, result } from '../../test/made-up-run.ts';
import { Results } from '../experiments/results-view.ts';
import { figureTable, formatEstimate, formatNumber } from './figures.ts';
import { reportMarkdown } from './report-markdown.ts';
import { machineTable, reportOf } from './report-model.ts';
import { reportPage } from './report-page.ts';

const report = reportOf(madeUpRun(), declarations);
const experiment = (id: string) => report.experiments.find((one) => one.id === id)!;

describe('A figure', () => {
  const throughput = { title: 'throughput', unit: '1/s', digits: 0 };

  test('is shown with its interval and unit', () => {
    const estimate = { median: 812.4, interval: { low: 790.2, high: 834 }, values: [] };
    expect(formatEstimate(estimate, throughput)).toBe('812 (790–834) 1/s');
  });

  test('has no interval if it was measured once', () => {
    expect(formatEstimate({ median: 3, values: [3] }, { title: 'processes', unit: '', digits: 0 })).toBe('3');
  });

  test('is grouped where it is long, and never minus zero', () => {
    expect([
      formatNumber(12345.678, 1),
      formatNumber(1234, 0),
      formatNumber(-0.01, 1),
      formatNumber(-2, 0),
    ]).toEqual(['12,345.7', '1234', '0.0', '−2']);
  });
});

describe('The table of conditions', () => {
  const conditions = (runtime?: 'compose') =>
    new Map(machineTable({ ...madeUpRun(), ...(runtime && { runtime }) }).rows as [string, string][]);

  test('names what all systems ran in where that was asked for', () => {
    expect(conditions('compose').get('all systems ran in')).toBe('compose');
    expect([...conditions().keys()]).not.toContain('all systems ran in');
  });

  test('does not claim the versions of this machine for what ran in images', () => {
    const { versions } = madeUpRun();
    expect(conditions().get('PostgreSQL')).toBe(versions.postgres);
    expect(conditions('compose').get('PostgreSQL')).toBe('that of the image');
  });
});

describe('The table of figures', () => {
  const { arms, figures } = declarations[0]!;
  const table = figureTable(arms, figures, new Results(footprintRounds));

  test('has a column for each arm', () => {
    expect(table.columns).toEqual(['', 'Monolith', 'Microservices']);
    // 812 ± 4.303 × 12 / √3
    expect(table.rows[0]).toEqual(['throughput (more is better)', '812 (782–842) 1/s', '510 (485–535) 1/s']);
  });

  test('says in how many rounds a figure could be measured', () => {
    expect(table.rows[1]![2]).toBe('30.0 ms, in 1 of 3 rounds');
  });

  test('says where the load generator was the limit', () => {
    expect(table.rows[2]).toEqual(['limited by the load generator', 'no', 'in 1 of 3 rounds']);
  });

  test('shows a figure that was never measured as that', () => {
    const { rows } = figureTable(arms, figures, new Results([{ monolith: { figures: { p95: 1 } } }]));
    expect(rows[0]).toEqual(['throughput (more is better)', '–', '–']);
  });
});

describe('A report', () => {
  test('keeps the order that was asked for, and says how each experiment ended', () => {
    expect(report.experiments.map(({ id, answer, because }) => [id, answer, because])).toEqual([
      ['footprint', 'holds', 'They take 2 × the memory & <b>more</b>.'],
      ['failover', 'failed', 'Nginx did not start.'],
      ['deploy', 'interrupted', 'It was stopped in round 1 of 3, so nothing was judged.'],
      ['capacity', 'not run', 'There are no results of it.'],
    ]);
  });

  test('shows what an interrupted experiment has measured, and why its charts are missing', () => {
    expect(experiment('deploy').figures!.rows[0]).toEqual(['throughput (more is better)', '5 1/s', '–']);
    expect(experiment('deploy').conditions.at(-1)).toBe(
      'The charts could not be drawn: "perSecond" of "msa" was never measured.',
    );
  });

  test('has no figures of what was not measured', () => {
    expect(experiment('failover').figures).toBeUndefined();
    expect(experiment('capacity').conditions).toEqual([]);
  });

  test('says how to run it again in the same form', () => {
    expect(experiment('footprint').command).toBe('npm run lab -- run footprint --quick');
  });

  test('of a smoke run warns that the figures mean nothing, and judges nothing', () => {
    const smoke = reportOf(madeUpRun({ form: 'smoke' }), declarations);
    expect(smoke.warnings[0]).toContain('figures mean nothing');
    expect(smoke.experiments[0]!.answer).toBe('not judged');
    expect(reportPage(smoke)).toMatch(/class="warning">\s*This was a smoke run/);
    expect(reportMarkdown(smoke)).toContain('**This was a smoke run');
    expect(report.warnings).toEqual([]);
  });

  test('warns of a run without an end and of a busy machine', () => {
    const { machine, finishedAt: _, ...run } = madeUpRun();
    const busy = reportOf({ ...run, machine: { ...machine, loadAverage: 3 } }, declarations);
    expect(busy.warnings).toEqual([
      'The run has not come to its end.',
      expect.stringContaining('busy with something else'),
    ]);
  });

  test('tells what others used from what the lab itself has built just before', () => {
    const { machine } = madeUpRun();
    const warningsOf = (changes: Partial<typeof machine>) =>
      reportOf(madeUpRun({ machine: { ...machine, ...changes } }), declarations).warnings;
    expect(warningsOf({ loadAverage: 3, busyShare: 0.05 })).toEqual([]);
    expect(warningsOf({ loadAverage: 0.1, busyShare: 0.4 })).toEqual([
      'When the run began, the machine was busy with something else: 40 % of its processor time was used.',
    ]);
  });

  test('shows an experiment that the lab has no longer', () => {
    const old = reportOf(
      madeUpRun({ asked: ['old'], experiments: [result('old', footprintRounds)] }),
      declarations,
    );
    expect(old.experiments[0]!.figures!.rows[0]![1]).toBe('812.0 (782.2–841.8)');
  });
});

describe('The page', () => {
  const text = reportPage(report);

  test('has the verdicts before anything else, each with a link down', () => {
    for (const { id } of report.experiments) {
      expect(text.indexOf(`href="#${id}"`)).toBeGreaterThan(text.indexOf('id="verdicts"'));
      expect(text.indexOf(`href="#${id}"`)).toBeLessThan(text.indexOf('<section'));
      expect(text).toContain(`id="${id}"`);
    }
  });

  test('escapes whatever comes from elsewhere', () => {
    expect(text).toContain('What it takes &#60;i&#62;to run&#60;/i&#62; each variant');
    expect(text).not.toMatch(/<script|<b>|<i>/);
  });

  test('shows words in backticks as code, and only those', () => {
    const [footprint] = declarations;
    const written = { ...footprint!, limits: ['See `npm run <verify>`, or one ` alone.'] };
    const result = reportOf(madeUpRun(), [written]);
    expect(reportPage(result)).toContain('See <code>npm run &#60;verify&#62;</code>, or one ` alone.');
    expect(reportMarkdown(result)).toContain('- See `npm run <verify>`, or one \\` alone.');
  });

  test('needs no other host and no script', () => {
    const addresses = [...text.matchAll(/(?:src|href|url)\s*[=(]\s*["']?([^"')>\s]+)/g)].map(
      (found) => found[1]!,
    );
    expect(addresses.length).toBeGreaterThan(0);
    expect(addresses.filter((address) => !/^(?:#|data:)/.test(address))).toEqual([]);
    expect(text).toContain("default-src 'none'");
  });

  test('gives every element an id of its own', () => {
    const ids = [...text.matchAll(/\sid="([^"]+)"/g)].map((found) => found[1]!);
    expect(ids).toEqual([...new Set(ids)]);
  });

  test('shows figures, facts, conditions and what it means', () => {
    for (const words of ['812 (782–842) 1/s', 'a | b', 'A Processor, 2 cores', 'Small teams pay first.'])
      expect(text).toContain(words);
  });
});

describe('The report in Markdown', () => {
  const text = reportMarkdown(report);

  test('says the same', () => {
    expect(text).toContain('| footprint |');
    expect(text).toContain('812 (782–842) 1/s');
    expect(text).toContain('**FAILED.** Nginx did not start.');
  });

  test('escapes what would be a column or HTML', () => {
    expect(text).toContain('a \\| b');
    expect(text).not.toMatch(/(?<!\\)<[bi]\\?>/);
  });
});
