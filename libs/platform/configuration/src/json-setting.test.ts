import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { jsonOf } from './json-setting.ts';
import { readSettings, SettingsError } from './read-settings.ts';

const Shops = z.array(
  z
    .object({ name: z.string().min(1), doors: z.number().int().default(1), password: z.string().optional() })
    .refine(({ name }) => name !== 'closed', 'it must be open'),
);
const settings = z.object({ SHOPS: jsonOf(Shops).describe('JSON: [{"name","doors"}]') });

const read = (text: string) => readSettings(settings, { SHOPS: text });

function refusalOf(text: string): string {
  try {
    read(text);
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
  throw new Error('The setting was taken.');
}

describe('a setting that is JSON', () => {
  it('is what its schema makes of it', () => {
    expect(read('[{"name":"books"}, {"name":"bread","doors":2}]')).toEqual({
      SHOPS: [
        { name: 'books', doors: 1 },
        { name: 'bread', doors: 2 },
      ],
    });
  });

  it('is missing when it is empty', () => {
    expect(refusalOf('')).toContain('Setting SHOPS (JSON: [{"name","doors"}]) is missing');
  });

  it.each(['[{"name":"secret"', 'secret', "[{'name':'secret'}]"])('says that it is none: %s', (text) => {
    expect(refusalOf(text)).toBe('Setting SHOPS (JSON: [{"name","doors"}]) is wrong: it must be JSON.');
  });

  it.each([
    ['{"name":"secret"}', 'Invalid input: expected array, received object'],
    ['[{"name":"books"},{"doors":1}]', 'at [1].name: Invalid input: expected string, received undefined'],
    ['[{"name":"secret","doors":"secret"}]', 'at [0].doors: Invalid input: expected number, received string'],
    ['[{"name":"closed","password":"secret"}]', 'at [0]: it must be open'],
  ])('says where it does not fit, and shows no value: %s', (text, fault) => {
    expect(refusalOf(text)).toBe(`Setting SHOPS (JSON: [{"name","doors"}]) is wrong: ${fault}.`);
  });

  it('lets through what the schema itself throws', () => {
    const failing = z.string().transform((): string => {
      throw new SettingsError('The file cannot be read.');
    });
    const schema = z.object({ FILE: jsonOf(failing) });
    expect(() => readSettings(schema, { FILE: '"x"' })).toThrow('The file cannot be read.');
  });
});
