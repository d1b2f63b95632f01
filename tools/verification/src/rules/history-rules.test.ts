import { describe, expect, it } from '@jest/globals';
import { correctState, RATE } from '../../test/correct-state.ts';
import { History, type HistoryLine } from '../history/history.ts';
import { Facts } from './facts.ts';
import { judgeFacts, rules } from './index.ts';

const before = '2026-03-02T08:59:00.000Z';
type Request = Partial<Extract<HistoryLine, { type: 'sent' }>>;
type Reply = { status: number; body?: unknown } | 'lost';

/** A history of requests and what they were answered, in their order. */
function historyOf(...exchanges: [Request, Reply?][]): History {
  return History.of(
    exchanges.flatMap(([request, reply], index): HistoryLine[] => {
      const id = `r${index + 1}`;
      const sent = {
        type: 'sent' as const,
        id,
        user: 'bob',
        method: 'POST',
        path: '/api/enrollments',
        at: before,
        ...request,
      };
      if (reply === undefined) return [sent];
      if (reply === 'lost') return [sent, { type: 'lost' as const, id, reason: 'ECONNRESET', at: before }];
      return [sent, { type: 'answered' as const, id, ...reply, at: before }];
    }),
  );
}

const acknowledged = (id: string, sectionId: string, rest: object = {}): Reply => ({
  status: 201,
  body: {
    id,
    sectionId,
    term: 'spring',
    credits: 3,
    status: 'confirmed',
    createdAt: before,
    updatedAt: before,
    ...rest,
  },
});
const refused = (code: string, status = 409): Reply => ({ status, body: { code, status } });
const lawByBob: [Request, Reply] = [{ body: { sectionId: 'law' } }, acknowledged('bob-law', 'law')];
const artByBob: [Request, Reply] = [{ body: { sectionId: 'art' } }, acknowledged('bob-art', 'art')];
const mathByBob: [Request, Reply] = [{ body: { sectionId: 'math' } }, acknowledged('bob-math', 'math')];
const swap: [Request, Reply] = [
  { path: '/api/enrollments/swap', body: { sectionId: 'law', dropEnrollmentId: 'bob-art' } },
  acknowledged('bob-law', 'law'),
];
const dropArt: [Request, Reply] = [{ method: 'DELETE', path: '/api/enrollments/bob-art' }, { status: 204 }];
/** All that bob did in the correct state. */
const bobs = [mathByBob, artByBob, swap];

const violationsOf = (history: History) => judgeFacts(new Facts(correctState(), RATE, history));

describe('a history that the state agrees with violates nothing', () => {
  it.each<[string, History]>([
    ['all acknowledged', historyOf(...bobs)],
    ['an answer that was lost, and the enrolment exists', historyOf(mathByBob, [artByBob[0], 'lost'], swap)],
    [
      'an answer that was lost, and no enrolment exists',
      historyOf(...bobs, [{ body: { sectionId: 'eco' } }, 'lost']),
    ],
    ['a client that was killed before its answer', historyOf(mathByBob, artByBob, [swap[0]])],
    [
      'a 503, and the enrolment exists',
      historyOf(mathByBob, [artByBob[0], refused('unavailable', 503)], swap),
    ],
    [
      'a refusal as enrolled, and the enrolment exists',
      historyOf(...bobs, [lawByBob[0], refused('already-enrolled')]),
    ],
    [
      'a cart whose answer was lost',
      historyOf(mathByBob, artByBob, dropArt, [{ path: '/api/cart/enroll' }, 'lost']),
    ],
    [
      'a cart with an enrolment and a refusal',
      historyOf(mathByBob, artByBob, dropArt, [
        { path: '/api/cart/enroll' },
        {
          status: 200,
          body: {
            results: [
              { sectionId: 'law', enrollment: (swap[1] as { body: unknown }).body },
              { sectionId: 'math', problem: { code: 'already-enrolled' } },
            ],
          },
        },
      ]),
    ],
    [
      'a drop that was acknowledged',
      historyOf(...bobs, [{ method: 'DELETE', path: '/api/enrollments/bob-art' }, { status: 204 }]),
    ],
    [
      'a place in the waiting list that billing refused a seat for',
      historyOf(
        [
          { user: 'cid', body: { sectionId: 'law' } },
          acknowledged('cid-law', 'law', { status: 'waitlisted' }),
        ],
        [
          { user: 'cid', body: { sectionId: 'math' } },
          acknowledged('cid-math', 'math', { status: 'waitlisted', position: 1 }),
        ],
      ),
    ],
  ])('%s', (_, history) => {
    expect(violationsOf(history)).toEqual([]);
  });
});

describe('a state that a history does not agree with', () => {
  const requests: [rule: string, how: string, ids: string[], history: History][] = [
    [
      'acknowledged-missing',
      'an enrolment that is gone',
      ['bob-eco', 'r4'],
      historyOf(...bobs, [{ body: { sectionId: 'eco' } }, acknowledged('bob-eco', 'eco')]),
    ],
    [
      'acknowledged-missing',
      'an enrolment with other credits',
      ['bob-law', 'r3'],
      historyOf(mathByBob, artByBob, [swap[0], acknowledged('bob-law', 'law', { credits: 4 })]),
    ],
    [
      'acknowledged-missing',
      "another student's enrolment",
      ['bob-law', 'r1'],
      historyOf([{ user: 'ann', body: { sectionId: 'law' } }, acknowledged('bob-law', 'law')]),
    ],
    [
      'acknowledged-lost',
      'a drop that nobody asked for',
      ['bob-art', 'dropped'],
      historyOf(mathByBob, artByBob, lawByBob),
    ],
    [
      'acknowledged-lost',
      'a confirmed one that is rejected later',
      ['cid-law', 'r1'],
      historyOf([{ user: 'cid', body: { sectionId: 'law' } }, acknowledged('cid-law', 'law')]),
    ],
    [
      'acknowledged-lost',
      'a seat that became a place in the list',
      ['cid-math'],
      historyOf([{ user: 'cid', body: { sectionId: 'math' } }, acknowledged('cid-math', 'math')]),
    ],
    [
      'drop-undone',
      'a drop that did not last',
      ['bob-math', 'r4'],
      historyOf(...bobs, [{ method: 'DELETE', path: '/api/enrollments/bob-math' }, { status: 204 }]),
    ],
    [
      'acknowledged-not-found',
      'an own enrolment that is not shown',
      ['bob-math', 'r4'],
      historyOf(...bobs, [{ method: 'GET', path: '/api/enrollments/bob-math' }, refused('not-found', 404)]),
    ],
    [
      'unasked-enrolment',
      'an enrolment that was refused',
      ['bob-law', 'r3 (section-full)'],
      historyOf(mathByBob, artByBob, [lawByBob[0], refused('section-full')]),
    ],
    ['unasked-enrolment', 'an enrolment that nobody asked for', ['bob-law'], historyOf(mathByBob, artByBob)],
    [
      'unasked-enrolment',
      'two enrolments by one key',
      ['bob-law', '0 requests'],
      historyOf(
        mathByBob,
        artByBob,
        [{ ...swap[0], idempotencyKey: 'once' }, acknowledged('other', 'law')],
        [{ ...swap[0], idempotencyKey: 'once' }, 'lost'],
      ),
    ],
    [
      'refused-as-enrolled',
      'a refusal as enrolled without an enrolment',
      ['ann', 'law', 'r1'],
      historyOf([{ user: 'ann', body: { sectionId: 'law' } }, refused('already-enrolled')]),
    ],
    [
      'replay-differs',
      'another answer to the same key',
      ['r1', 'r2', 'once'],
      historyOf(
        [{ ...mathByBob[0], idempotencyKey: 'once' }, mathByBob[1]],
        [{ ...mathByBob[0], idempotencyKey: 'once' }, refused('already-enrolled')],
      ),
    ],
  ];

  it.each(requests)('violates %s by %s', (rule, _how, ids, history) => {
    const said = violationsOf(history).filter((violation) => violation.rule === rule);
    expect(said).not.toEqual([]);
    for (const id of ids) expect(said.map(({ what }) => what).join('\n')).toContain(id);
  });

  it('has a rule for each of these', () => {
    const proven = new Set(requests.map(([rule]) => rule));
    expect([...proven].filter((name) => !rules.some((rule) => rule.name === name))).toEqual([]);
  });
});
