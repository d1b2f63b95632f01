import { describe, expect, it } from '@jest/globals';
import { parseGroups, parseReplicas } from './choices.ts';

describe('--groups', () => {
  it('names the modules of each process, in any order', () => {
    expect(parseGroups('billing+enrollment, identity,catalog + notification')).toEqual([
      ['enrollment', 'billing'],
      ['identity'],
      ['catalog', 'notification'],
    ]);
  });

  it.each([
    ['enrollment+billing,identity,catalog', 'leaves out notification'],
    ['enrollment+billing,identity,catalog+notification,billing', 'names billing twice'],
    ['enrolment+billing,identity,catalog+notification', '"enrolment", which is no module'],
    ['', 'which is no module'],
  ])('refuses %p', (text, reason) => {
    expect(() => parseGroups(text)).toThrow(reason);
  });
});

describe('--replicas', () => {
  it('adds to what was given before', () => {
    expect(parseReplicas('enrollment=3,monolith=2', { catalog: 2 })).toEqual({
      catalog: 2,
      enrollment: 3,
      monolith: 2,
    });
  });

  it.each([
    ['enrollment', 'name=number'],
    ['enrollment=x', 'name=number'],
    ['enrollment=0', '1 to 20'],
    ['enrollment=99', '1 to 20'],
    ['web=2', 'names "web"'],
  ])('refuses %p', (text, reason) => {
    expect(() => parseReplicas(text)).toThrow(reason);
  });
});
