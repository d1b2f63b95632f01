import { describe, expect, test } from '@jest/globals';
import { declarations, madeUpRun } from '../../test/made-up-run.ts';
import { reportOf } from './report-model.ts';
import { siteReport } from './site-report.ts';

describe('What the site shows of a run', () => {
  const report = siteReport(reportOf(madeUpRun(), declarations));

  test('are all experiments that were asked for, each with how it ended', () => {
    expect(report.experiments.map(({ id, answer }) => [id, answer])).toEqual([
      ['footprint', 'holds'],
      ['failover', 'failed'],
      ['deploy', 'interrupted'],
      ['capacity', 'not run'],
    ]);
  });

  test('has each picture in words and in numbers too', () => {
    const [memory] = report.experiments[0]!.charts;
    expect(memory!.description).toContain('in MB for idle, at the load.');
    expect(memory!.table.rows).toEqual([
      ['idle', '120', '512.3'],
      ['at the load', '180.5', '–'],
    ]);
  });

  test('names the claims that were not measured, and those that nobody tests', () => {
    expect(report.notMeasured.map(({ id }) => id)).toContain('zero-copy');
    expect(report.notMeasured.map(({ id }) => id)).not.toContain('capacity');
    expect(report.notTested).not.toEqual([]);
  });

  test('survives being written as JSON', () => {
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });
});
