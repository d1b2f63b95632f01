import { describe, expect, it } from '@jest/globals';
import { faultsOf, type Books } from './check.ts';

const sound: Books = {
  enrolled: '100',
  unfinished: '0',
  doubles: '0',
  oversold: '0',
  miscounted: '0',
  charged: '100',
  astray: '0',
};

describe('the books of a round', () => {
  it('are sound when every accepted request is an enrolment with its seat and its charge', () => {
    expect(faultsOf({ accepted: 100, broken: 0 }, sound)).toEqual([]);
  });

  it('may hold what was asked for by requests that were never answered, and no more', () => {
    expect(faultsOf({ accepted: 98, broken: 2 }, sound)).toEqual([]);
    expect(faultsOf({ accepted: 97, broken: 2 }, sound)).toHaveLength(1);
  });

  it.each<[string, Partial<Books>, string]>([
    [
      'an enrolment is lost',
      { enrolled: '99', charged: '99' },
      '100 requests were accepted, but there are 99',
    ],
    [
      'there is one too many',
      { enrolled: '101', charged: '101' },
      '100 requests were accepted, but there are 101',
    ],
    ['one is still pending', { unfinished: '1' }, '1 enrolments are neither confirmed nor refused'],
    ['a student is in twice', { doubles: '1' }, '1 students are enrolled twice'],
    ['a section is oversold', { oversold: '2' }, '2 sections are oversold'],
    ['seats and enrolments differ', { miscounted: '3' }, '3 sections count other seats'],
    ['a charge is missing', { charged: '99' }, '99 are charged for 100 enrolments'],
    ['an account is wrong', { astray: '1' }, '1 accounts owe something else'],
  ])('are wrong when %s', (_, wrong, says) => {
    expect(faultsOf({ accepted: 100, broken: 0 }, { ...sound, ...wrong })).toEqual([
      expect.stringContaining(says),
    ]);
  });
});
