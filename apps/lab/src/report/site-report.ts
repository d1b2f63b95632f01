import { claims, notTested, type Claim } from '../experiments/claims.ts';
import type { Chart } from '../experiments/experiment.ts';
import { chartDescription, chartTable } from './chart-data.ts';
import { HOW_TO_READ } from './figures.ts';
import { machineTable, type ExperimentReport, type Report } from './report-model.ts';
import type { LabResults } from './results.ts';
import type { Table } from './table.ts';

/** Changes with every change of the schema that a page of an older site would stumble over. */
export const SITE_REPORT_SCHEMA = 'sugang-lab-report/1';

/** What the site shows of a run, with nothing left to compute: as JSON. */
export interface SiteReport {
  readonly schema: typeof SITE_REPORT_SCHEMA;
  readonly form: LabResults['form'];
  readonly startedAt: string;
  readonly warnings: readonly string[];
  /** How the figures are meant. */
  readonly howToRead: string;
  /** The machine and what was measured on it. */
  readonly machine: Table;
  readonly experiments: readonly SiteExperiment[];
  /** Claims of the list that this run did not ask for. */
  readonly notMeasured: readonly Claim[];
  readonly notTested: readonly { readonly what: string; readonly why: string }[];
}

/** An experiment and how it ended. */
export type SiteExperiment = Omit<ExperimentReport, 'charts'> & { readonly charts: readonly SiteChart[] };

/** A picture, with what it shows in words and in numbers. */
export type SiteChart = Chart & { readonly description: string; readonly table: Table };

/** Puts a report into the form that the site reads. */
export function siteReport({ results, warnings, experiments }: Report): SiteReport {
  return {
    schema: SITE_REPORT_SCHEMA,
    form: results.form,
    startedAt: results.startedAt,
    warnings,
    howToRead: HOW_TO_READ,
    machine: machineTable(results),
    experiments: experiments.map((experiment) => ({
      ...experiment,
      charts: experiment.charts.map((chart) => ({
        ...chart,
        description: chartDescription(chart),
        table: chartTable(chart),
      })),
    })),
    notMeasured: claims.filter(({ id }) => !experiments.some((experiment) => experiment.id === id)),
    notTested,
  };
}
