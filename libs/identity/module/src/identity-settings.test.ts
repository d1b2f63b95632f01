import { describe, expect, it } from '@jest/globals';
import { readIdentitySettings } from './identity-settings.ts';

describe("identity's settings", () => {
  it('have defaults', () => {
    expect(readIdentitySettings({})).toEqual({
      ACCESS_TOKEN_MINUTES: 15,
      REFRESH_TOKEN_DAYS: 14,
      SIGN_IN_QUEUE: 512,
    });
  });

  it('take both halves of the first registrar', () => {
    const given = { REGISTRAR_USERNAME: 'dean', REGISTRAR_PASSWORD: 'correct horse' };
    expect(readIdentitySettings(given)).toMatchObject(given);
  });

  it.each([
    [{ REGISTRAR_USERNAME: 'dean' }, 'Setting REGISTRAR_PASSWORD is missing'],
    [{ REGISTRAR_PASSWORD: 'correct horse' }, 'Setting REGISTRAR_USERNAME is missing'],
    [{ ACCESS_TOKEN_MINUTES: '0' }, 'Setting ACCESS_TOKEN_MINUTES'],
    [{ SIGN_IN_QUEUE: '0' }, 'Setting SIGN_IN_QUEUE'],
    [{ REFRESH_TOKEN_DAYS: 'many' }, 'Setting REFRESH_TOKEN_DAYS'],
  ])('that are wrong are named: %j', (environment, message) => {
    expect(() => readIdentitySettings(environment)).toThrow(message);
  });
});
