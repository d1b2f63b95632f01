import { z } from 'zod';

/** A fault of a module, as it is asked for. */
export const ModuleFault = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('crash') }),
  z.strictObject({ kind: z.literal('hang') }),
  z.strictObject({ kind: z.literal('busy-loop'), seconds: z.number().positive().max(600).default(5) }),
  z.strictObject({
    kind: z.literal('leak'),
    megabytesPerSecond: z.number().positive().max(1_000).default(50),
  }),
]);
export type ModuleFault = z.output<typeof ModuleFault>;

/** What can be asked for, for those who asked for something else. */
export const MODULE_FAULTS =
  '{"kind":"crash"}, {"kind":"hang"}, {"kind":"busy-loop","seconds":5} or {"kind":"leak","megabytesPerSecond":50}';
