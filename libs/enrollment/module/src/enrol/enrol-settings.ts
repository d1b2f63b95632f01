import type { FactoryProvider } from '@nestjs/common';
import { readSettings } from '@sugang/configuration';
import { z } from 'zod';

/** How applications queue for admission. */
export const EnrolSettings = z.object({
  ENROL_BATCH: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000)
    .default(128)
    .describe('the most applications that are admitted in one transaction'),
  ENROL_QUEUE: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .default(8_192)
    .describe(
      'the most applications that wait for admission in one process; those beyond are told to come again',
    ),
});
export type EnrolSettings = z.infer<typeof EnrolSettings>;

/** The injection token of these settings. */
export const ENROL_SETTINGS = Symbol('enrol settings');

/** Reads the settings from the environment. */
export const enrolSettings: FactoryProvider<EnrolSettings> = {
  provide: ENROL_SETTINGS,
  useFactory: () => readSettings(EnrolSettings),
};
