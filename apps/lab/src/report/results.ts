import { z } from 'zod';
import { runtimeNames } from '../runtime/runtime.ts';

/** Changes with every change of the schema that a reader of older results would stumble over. */
export const RESULTS_VERSION = 1;

const series = z.object({
  name: z.string(),
  /** x and y. */
  points: z.array(z.tuple([z.number(), z.number()])),
});

const sample = z.object({
  /** By the experiment's figures. */
  figures: z.record(z.string(), z.number()),
  series: z.array(series).exactOptional(),
  marks: z.array(z.object({ x: z.number(), label: z.string() })).exactOptional(),
  facts: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))).exactOptional(),
  generatorLimited: z.boolean().exactOptional(),
});

const verdict = z.object({
  answer: z.enum(['holds', 'does not hold', 'depends', 'inside the noise']),
  because: z.string(),
});

/** One experiment of a run: its samples by round and arm, and what the rule made of them. */
const experimentResult = z.object({
  id: z.string(),
  /** `measuring`: not all rounds are done. */
  state: z.enum(['measuring', 'done', 'failed']),
  /** Why it failed, one sentence. */
  error: z.string().exactOptional(),
  startedAt: z.iso.datetime(),
  /** How long it took, with starting and stopping what it measured. */
  seconds: z.number(),
  roundsWanted: z.int(),
  rounds: z.array(z.record(z.string(), sample)),
  /** Left out in a smoke run, whose figures mean nothing. */
  verdict: verdict.exactOptional(),
});
export type ExperimentResult = z.infer<typeof experimentResult>;

/** What a run of the lab measured, where, and of what: the content of `results.json`. */
export const labResults = z.object({
  schema: z.literal(`sugang-lab-results/${RESULTS_VERSION}`),
  form: z.enum(['full', 'quick', 'smoke']),
  /** In which all systems ran, where one was asked for instead of the usual one of each experiment. */
  runtime: z.enum(runtimeNames).exactOptional(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().exactOptional(),
  /** The experiments that were asked for, in their order. */
  asked: z.array(z.string()),
  machine: z.object({
    cpu: z.string(),
    cores: z.int(),
    memoryBytes: z.int(),
    system: z.string(),
    /** Of the last minute, when the run began: what the lab itself had built just before is in it. */
    loadAverage: z.number(),
    /** The share of all cores that others used in the second before the run, from 0 to 1. Earlier runs do not say. */
    busyShare: z.number().exactOptional(),
  }),
  versions: z.object({
    /** The commit, with `+` if files differed from it. */
    sugang: z.string(),
    node: z.string(),
    nginx: z.string(),
    postgres: z.string(),
  }),
  experiments: z.array(experimentResult),
});
export type LabResults = z.infer<typeof labResults>;
