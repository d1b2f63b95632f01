import { beforeEach, describe, expect, test } from '@jest/globals';
import { CannotRun } from '../runtime/runtime.ts';
import type { Race } from '../site/site-api.ts';
import { Orders } from './orders.ts';

const preparing: Race = { state: 'preparing', seats: 30, students: 100, lanes: [] };

describe('Orders for a running system', () => {
  let done: unknown[][];
  let orders: Orders;

  beforeEach(() => {
    done = [];
    const note =
      (what: string) =>
      async (...given: unknown[]) => {
        if (given[0] === 'library') throw new CannotRun('There is no process "library"; there are monolith.');
        done.push([what, ...given]);
      };
    orders = new Orders(
      {
        kill: note('kill'),
        hang: note('hang'),
        resume: note('resume'),
        start: note('start'),
        scale: note('scale'),
      },
      {
        start: (order) => {
          done.push(['race', order]);
          return preparing;
        },
      },
    );
  });

  const give = (name: string, body: unknown) => orders.named(name)!(body);

  test.each(['kill', 'hang', 'resume', 'start'])('%s a process by its name', async (name) => {
    expect(await give(name, { process: 'monolith' })).toBeUndefined();
    expect(done).toEqual([[name, 'monolith']]);
  });

  test('change the number of copies', async () => {
    expect(await give('scale', { part: 'enrollment', copies: 3 })).toBeUndefined();
    expect(done).toEqual([['scale', 'enrollment', 3]]);
  });

  test('begin a race, of a usual size if none is named', async () => {
    expect(await give('race', {})).toEqual(preparing);
    expect(await give('race', { students: 20, seats: 5 })).toEqual(preparing);
    expect(done).toEqual([
      ['race', { students: 100, seats: 30 }],
      ['race', { students: 20, seats: 5 }],
    ]);
  });

  test.each([
    ['kill', undefined, '{"process":"monolith"}'],
    ['kill', { process: '' }, '{"process":"monolith"}'],
    ['start', { process: 'monolith', force: true }, '{"process":"monolith"}'],
    ['scale', { part: 'enrollment' }, '1 to 20 copies'],
    ['scale', { part: 'enrollment', copies: 0 }, '1 to 20 copies'],
    ['scale', { part: 'enrollment', copies: 21 }, '1 to 20 copies'],
    ['scale', null, '1 to 20 copies'],
    ['race', { students: 201 }, '2 to 200 students'],
    ['race', { seats: 0 }, '1 to 200 seats'],
  ])('say what to send: %s %j', async (name, body, hint) => {
    await expect(give(name, body)).rejects.toThrow(hint);
    await expect(give(name, body)).rejects.toBeInstanceOf(CannotRun);
    expect(done).toEqual([]);
  });

  test('say what the system says', async () => {
    await expect(give('kill', { process: 'library' })).rejects.toThrow('There is no process "library"');
  });

  test.each(['kill', 'hang'])('do not %s Nginx, which carries the pages that order it', async (name) => {
    await expect(give(name, { process: 'nginx' })).rejects.toThrow('Nginx carries the pages');
    expect(done).toEqual([]);
  });

  test.each(['resume', 'kill'])('remember who hangs, until %s', async (name) => {
    await give('hang', { process: 'postgres' });
    expect(orders.isHung('postgres')).toBe(true);
    await give(name, { process: 'postgres' });
    expect(orders.isHung('postgres')).toBe(false);
  });

  test.each(['stop', 'constructor', ''])('have none by the name "%s"', (name) => {
    expect(orders.named(name)).toBeUndefined();
  });
});
