import type { FactoryProvider } from '@nestjs/common';
import { readSettings } from '@sugang/configuration';
import { z } from 'zod';

/** The settings of the streams of notifications. */
export const StreamSettings = z.object({
  NOTIFICATION_STREAMS: z.coerce
    .number()
    .int()
    .min(1)
    .max(100_000)
    .default(2_000)
    .describe('how many streams of notifications a process holds at most'),
});

/** What the streams go by. */
export interface StreamLimits {
  streams: number;
  streamsOfStudent: number;
  heartbeatMs: number;
  /** How often all streams are looked after, in case a message of the database was lost. */
  pollMs: number;
}

/** The injection token of the streams' limits. */
export const STREAM_LIMITS = Symbol('stream limits');

/** Reads the streams' settings from the environment. */
export const streamLimits: FactoryProvider<StreamLimits> = {
  provide: STREAM_LIMITS,
  useFactory: () => ({
    streams: readSettings(StreamSettings).NOTIFICATION_STREAMS,
    streamsOfStudent: 8,
    heartbeatMs: 15_000,
    pollMs: 10_000,
  }),
};
