import { benchKey, installKey, tokensFile } from '../data/tokens.ts';
import type { CeilingName, EnrolOptions } from '../enrol/options.ts';
import type { HttpTarget } from '../load/order.ts';
import type { Pgbench } from '../load/pgbench.ts';
import type { Stage } from '../machine/stage.ts';
import { Baseline } from './baseline.ts';
import { Ceiling } from './ceiling.ts';
import { Microservices } from './microservices.ts';
import { Monolith } from './monolith.ts';
import type { BenchSystem } from './system.ts';

/** Makes ready what is to be measured, in the order of the options. */
export async function openSystems(
  stage: Stage,
  { systems, students }: EnrolOptions,
  pgbench: Pgbench | undefined,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<BenchSystem[]> {
  const target = async (variant: 'monolith' | 'msa'): Promise<HttpTarget> => {
    const key = await benchKey();
    await installKey(stage.database(variant === 'monolith' ? 'monolith' : 'msa_identity'), key);
    const file = await tokensFile(variant, key, students, say);
    const port = Number(new URL(stage.running.addresses[variant]!).port);
    return { kind: 'http', host: '127.0.0.1', port, tokensFile: file };
  };
  const ceiling = async (name: CeilingName) => {
    const system = new Ceiling(name, stage, students, pgbench, signal);
    await system.prepare();
    return system;
  };
  const open = {
    ceiling: () => ceiling('ceiling'),
    'ceiling-in-order': () => ceiling('ceiling-in-order'),
    baseline: () => Baseline.start(stage, students, signal),
    monolith: async () => new Monolith(stage, students, await target('monolith'), signal),
    microservices: async () => new Microservices(stage, students, await target('msa'), signal),
  };
  const opened: BenchSystem[] = [];
  for (const name of systems) opened.push(await open[name]());
  return opened;
}
