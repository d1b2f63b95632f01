import { BillingApi } from '@sugang/billing-contracts';
import { defineContract, operation, type ClientOf, type Contract } from '@sugang/contract';
import { Metrics } from '@sugang/observability';
import { OperationRegistry, remoteClient, ReplicaSet } from '@sugang/rpc';
import { z } from 'zod';
import { freePorts } from '../../runtime/processes/ports.ts';
import { serveContract } from '../contract-server.ts';

/** A later version of what billing offers for a timetable: its schemas, what its callers send, and what it answers. */
interface LaterVersion {
  readonly change: string;
  /** Nobody has to know of it. */
  readonly optional: boolean;
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  readonly sent: object;
  readonly answered: object;
}

const today = BillingApi.operations.tuitionOf;
const QUESTION = { studentId: 'a-student', enrollmentIds: ['an-enrolment'] };
const ANSWER = { tuition: 30_000 };
/** Counted is what a contract refuses, and not that the machine was slow. */
const DEADLINE_MS = 30_000;

/** One of each kind of change that a release brings. */
export const laterVersions: readonly LaterVersion[] = [
  {
    change: 'an optional field more in the question',
    optional: true,
    input: today.input.extend({ term: z.string().optional() }),
    output: today.output,
    sent: { ...QUESTION, term: 'demo' },
    answered: ANSWER,
  },
  {
    change: 'an optional field more in the answer',
    optional: true,
    input: today.input,
    output: today.output.extend({ currency: z.string().optional() }),
    sent: QUESTION,
    answered: { ...ANSWER, currency: 'KRW' },
  },
  {
    change: 'a field more in the question that is needed',
    optional: false,
    input: today.input.extend({ term: z.string() }),
    output: today.output,
    sent: { ...QUESTION, term: 'demo' },
    answered: ANSWER,
  },
  {
    change: 'a field more in the answer that is needed',
    optional: false,
    input: today.input,
    output: today.output.extend({ currency: z.string() }),
    sent: QUESTION,
    answered: { ...ANSWER, currency: 'KRW' },
  },
  {
    change: 'another name for a field of the answer',
    optional: false,
    input: today.input,
    output: z.object({ amount: z.number() }),
    sent: QUESTION,
    answered: { amount: ANSWER.tuition },
  },
];

/** What came of calls while an old and a new copy of the callee stood side by side, as in the middle of a release. */
export interface SideBySide {
  readonly change: string;
  readonly optional: boolean;
  /** Calls of each of the two callers. */
  readonly calls: number;
  readonly failedOfOld: number;
  readonly failedOfNew: number;
}

/** Lets an old and a new caller call an old and a new callee in turns, over TCP, by the product's own clients and endpoints. */
export async function callSideBySide(version: LaterVersion, calls: number): Promise<SideBySide> {
  const old = contractOf(today.input, today.output);
  const later = contractOf(version.input, version.output);
  const ports = await freePorts(2);
  const callees = [
    await serveAnswer(old, ANSWER, ports[0]!),
    await serveAnswer(later, version.answered, ports[1]!),
  ];
  try {
    return {
      change: version.change,
      optional: version.optional,
      calls,
      failedOfOld: await failuresOf(old, QUESTION, ports, calls),
      failedOfNew: await failuresOf(later, version.sent, ports, calls),
    };
  } finally {
    await Promise.all(callees.map((callee) => callee.close()));
  }
}

type TuitionContract = Contract<{ tuitionOf: ReturnType<typeof operation<z.ZodType, z.ZodType>> }>;

const contractOf = (input: z.ZodType, output: z.ZodType): TuitionContract =>
  defineContract('billing', { tuitionOf: operation({ ...today, input, output, deadlineMs: DEADLINE_MS }) });

function serveAnswer(contract: TuitionContract, answer: object, port: number) {
  const registry = new OperationRegistry();
  registry.register(contract, { tuitionOf: async () => answer } as ClientOf<TuitionContract>);
  return serveContract(contract, registry, port);
}

/** One call after the other. Each callee has a client of its own: a replica that was slow once would be passed over. */
async function failuresOf(
  contract: TuitionContract,
  question: object,
  ports: readonly number[],
  calls: number,
) {
  const callees = ports.map((port) => new ReplicaSet([{ host: '127.0.0.1', port }]));
  const clients = callees.map((callee) => remoteClient(contract, callee, new Metrics()));
  let failed = 0;
  try {
    for (let call = 0; call < calls; call++)
      await clients[call % clients.length]!.tuitionOf(question).catch(() => failed++);
  } finally {
    for (const callee of callees) callee.close();
  }
  return failed;
}
