import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { ProcessSettings } from './process-settings.ts';
import { readSettings, SettingsError, type Environment } from './read-settings.ts';

const complete = {
  VARIANT: 'msa',
  HTTP_PORT: '3000',
  DATABASE_URL: 'postgresql://user:secret@127.0.0.1:5432/msa',
};

const settingsOf = (environment: Environment) => readSettings(ProcessSettings, environment);

function refusalOf(environment: Environment): string {
  try {
    settingsOf(environment);
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
  throw new Error('The settings were taken.');
}

describe('settings', () => {
  it('takes what is needed, and gives the rest its default', () => {
    expect(settingsOf(complete)).toMatchObject({
      HTTP_PORT: 3000,
      HTTP_HOST: '127.0.0.1',
      DATABASE_POOL: 8,
      PEERS: {},
      EVENT_SUBSCRIBERS: {},
      EVENT_TRANSPORT: 'calls',
      SEED: 'none',
      LOG_LEVEL: 'info',
    });
  });

  it.each(['VARIANT', 'HTTP_PORT', 'DATABASE_URL'])('names %s when it is missing or empty', (name) => {
    for (const value of [undefined, '']) {
      const message = refusalOf({ ...complete, [name]: value });
      expect(message).toContain(`Setting ${name} (`);
      expect(message).toContain('is missing');
      expect(message).not.toContain('\n');
    }
  });

  it.each([
    ['VARIANT', 'Two Words'],
    ['HTTP_PORT', 'eighty'],
    ['HTTP_PORT', '0'],
    ['HTTP_PORT', '65536'],
    ['HTTP_PORT', '80.5'],
    ['MESSAGE_PORT', '-1'],
    ['DATABASE_URL', 'mysql://user:secret@host/db'],
    ['DATABASE_URL', 'secret-without-an-address'],
    ['DATABASE_POOL', '1'],
    ['DATABASE_POOL', 'many'],
    ['EVENT_TRANSPORT', 'pigeon'],
    ['RABBITMQ_URL', 'http://user:secret@host'],
    ['SEED', 'all'],
    ['LOG_LEVEL', 'loud'],
    ['PEERS', 'catalog'],
    ['PEERS', 'catalog='],
    ['PEERS', '=host:1'],
    ['PEERS', 'catalog=host'],
    ['PEERS', 'catalog=host:'],
    ['PEERS', 'catalog=:4000'],
    ['PEERS', 'catalog=host:0'],
    ['PEERS', 'catalog=host:80:90'],
    ['PEERS', 'catalog=host:4000,'],
    ['PEERS', 'catalog=host:4000=x'],
    ['PEERS', 'catalog=host:1;catalog=host:2'],
    ['EVENT_SUBSCRIBERS', 'catalog.section-changed'],
    ['EVENT_SUBSCRIBERS', 'catalog.section-changed=enrollment,'],
    ['EVENT_SUBSCRIBERS', '=enrollment'],
  ])('names %s when it is "%s"', (name, value) => {
    const message = refusalOf({ ...complete, [name]: value });
    expect(message).toMatch(new RegExp(`^Setting ${name}\\b.* is wrong: `));
    expect(message).not.toContain('\n');
    expect(message).not.toContain('secret');
  });

  it('says which peer is wrong', () => {
    expect(refusalOf({ ...complete, PEERS: 'catalog=a:1,b' })).toContain('"b" of catalog must be host:port');
  });

  it('reads peers, each with its addresses', () => {
    const { PEERS } = settingsOf({
      ...complete,
      PEERS: 'catalog=127.0.0.1:4102, 127.0.0.1:4112; billing=billing-service:4000;',
    });
    expect(PEERS).toEqual({
      catalog: [
        { host: '127.0.0.1', port: 4102 },
        { host: '127.0.0.1', port: 4112 },
      ],
      billing: [{ host: 'billing-service', port: 4000 }],
    });
  });

  it('reads the subscribers of events', () => {
    const { EVENT_SUBSCRIBERS } = settingsOf({
      ...complete,
      EVENT_SUBSCRIBERS: 'catalog.section-changed=enrollment; enrollment.confirmed=notification,billing',
    });
    expect(EVENT_SUBSCRIBERS).toEqual({
      'catalog.section-changed': ['enrollment'],
      'enrollment.confirmed': ['notification', 'billing'],
    });
  });

  it('gives a sentence also for a fault that belongs to no single setting', () => {
    const schema = z.object({ A: z.string() }).refine(() => false, 'A and B exclude each other');
    expect(() => readSettings(schema, { A: 'x' })).toThrow(SettingsError);
  });
});
