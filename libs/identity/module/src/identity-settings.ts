import type { FactoryProvider } from '@nestjs/common';
import { readSettings, SettingsError, type Environment } from '@sugang/configuration';
import { z } from 'zod';

const IdentitySettings = z.object({
  ACCESS_TOKEN_MINUTES: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_440)
    .default(15)
    .describe('how long an access token is valid'),
  REFRESH_TOKEN_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(365)
    .default(14)
    .describe('how long a session lives without a refresh'),
  SIGN_IN_QUEUE: z.coerce
    .number()
    .int()
    .min(1)
    .max(100_000)
    .default(512)
    .describe('the most sign-ins that are under way in one process; those beyond are told to come again'),
  REGISTRAR_USERNAME: z.string().max(100).optional().describe('the username of the first registrar'),
  REGISTRAR_PASSWORD: z.string().max(200).optional().describe('the password of the first registrar'),
});

/** Identity's own settings. */
export type IdentitySettings = z.infer<typeof IdentitySettings>;

/** The injection token of identity's settings. */
export const IDENTITY_SETTINGS = Symbol('identity settings');

/** Provides identity's settings, from the environment. */
export const identitySettings: FactoryProvider<IdentitySettings> = {
  provide: IDENTITY_SETTINGS,
  useFactory: () => readIdentitySettings(),
};

/** @throws SettingsError naming the setting that is wrong, or that lacks its other half */
export function readIdentitySettings(environment?: Environment): IdentitySettings {
  const settings = readSettings(IdentitySettings, environment);
  const { REGISTRAR_USERNAME: username, REGISTRAR_PASSWORD: password } = settings;
  if ((username === undefined) !== (password === undefined)) {
    const [given, missing] = username
      ? ['REGISTRAR_USERNAME', 'REGISTRAR_PASSWORD']
      : ['REGISTRAR_PASSWORD', 'REGISTRAR_USERNAME'];
    throw new SettingsError(`Setting ${missing} is missing while ${given} is set. Set both, or neither.`);
  }
  return settings;
}
