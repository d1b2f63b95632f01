import { describe, expect, it } from '@jest/globals';
import { charge, correctState, enrollment, NOW, RATE, told, type Mutable } from '../../test/correct-state.ts';
import type { State } from '../state/state.ts';
import { Facts } from './facts.ts';
import { judgeFacts } from './index.ts';

type Corruption = (state: Mutable<State>) => void;

const of = (state: Mutable<State>, id: string) => state.enrollment.enrollments.find((row) => row.id === id)!;
const seatsOf = (state: Mutable<State>, id: string) =>
  state.enrollment.seats.find(({ sectionId }) => sectionId === id)!;
const withoutCharge = (state: Mutable<State>, id: string) => {
  const [gone] = state.billing.charges.filter((one) => one.id === id);
  state.billing.charges = state.billing.charges.filter((one) => one.id !== id);
  const account = state.billing.accounts.find(({ studentId }) => studentId === gone!.studentId)!;
  account.balance += gone!.kind === 'tuition' ? -gone!.amount : gone!.amount;
};
/** Adds an entry and what it does to the balance, so that only what is meant goes wrong. */
const withCharge = (state: Mutable<State>, entry: ReturnType<typeof charge>) => {
  state.billing.charges.push(entry);
  const account = state.billing.accounts.find(({ studentId }) => studentId === entry.studentId)!;
  account.balance += entry.kind === 'tuition' ? entry.amount : -entry.amount;
};
const untold = (state: Mutable<State>, id: string, kind: string) => {
  const { notification } = state;
  notification.told = notification.told.filter((one) => one.enrollmentId !== id || one.kind !== kind);
};

/** Each corrupts the state in one way; exactly this rule must report it, and name these ids. */
const corruptions: [rule: string, how: string, ids: string[], corrupt: Corruption][] = [
  [
    'overbooked',
    'a capacity below the seats taken',
    ['art'],
    (state) => {
      seatsOf(state, 'art').capacity = 0;
      state.catalog.sections[1]!.capacity = 0;
    },
  ],
  ['seats-miscounted', 'a seat that nobody holds', ['law'], (state) => void seatsOf(state, 'law').taken++],
  [
    'seats-miscounted',
    'a seat that was given away uncounted',
    ['math'],
    (state) => void seatsOf(state, 'math').taken--,
  ],
  [
    'waiting-miscounted',
    'a place that nobody has',
    ['law'],
    (state) => void seatsOf(state, 'law').waitlisted++,
  ],
  [
    'seats-unknown',
    'seats that vanished',
    ['bob-law', 'law'],
    (state) => {
      state.enrollment.seats.splice(2, 1);
    },
  ],
  [
    'enrolled-twice',
    'a double enrolment in a section',
    ['bob-law', 'bob-law-2'],
    (state) => {
      state.enrollment.enrollments.push(enrollment('bob-law-2', { studentId: 'bob', sectionId: 'law' }));
      state.billing.decisions.push({ enrollmentId: 'bob-law-2', outcome: 'charged', reason: null });
      withCharge(state, charge('9', 'bob-law-2', 'bob'));
      state.notification.told.push(told('bob-law-2', 'enrolled'));
    },
  ],
  [
    'time-clash',
    'two sections at one time',
    ['ann-math', 'ann-art'],
    (state) => {
      for (const { sections } of [state.enrollment, state.catalog]) sections[1]!.meetings[0]!.day = 'MON';
    },
  ],
  [
    'credit-overrun',
    'a limit below the credits',
    ['bob', 'bob-math', 'bob-law'],
    (state) => {
      for (const { students } of [state.enrollment, state.identity]) students[1]!.creditLimit = 5;
    },
  ],
  [
    'student-unknown',
    'a student whom nobody knows',
    ['bob', 'bob-math'],
    (state) => {
      for (const part of [state.enrollment, state.identity]) part.students.splice(1, 1);
    },
  ],
  [
    'section-unknown',
    'an enrolment in a foreign term',
    ['bob-law', 'autumn'],
    (state) => {
      of(state, 'bob-law').term = 'autumn';
    },
  ],
  [
    'swap-torn',
    'a swap that left both',
    ['bob-law', 'bob-art'],
    (state) => {
      of(state, 'bob-art').status = 'confirmed';
      untold(state, 'bob-art', 'dropped');
      withoutCharge(state, '6');
      seatsOf(state, 'art').capacity = state.catalog.sections[1]!.capacity = seatsOf(state, 'art').taken = 2;
    },
  ],
  [
    'swap-torn',
    'an enrolment marked for a swap that is none',
    ['bob-math', 'ann-math'],
    (state) => {
      of(state, 'bob-math').replacedBy = 'ann-math';
    },
  ],
  [
    'pending-too-long',
    'a pending one that nobody decides',
    ['bob-law', '3600 s'],
    (state) => {
      of(state, 'bob-law').status = 'pending';
      of(state, 'bob-law').replaces = null;
      untold(state, 'bob-law', 'enrolled');
    },
  ],
  [
    'rejected-without-decision',
    'a rejection without a reason',
    ['cid-law'],
    (state) => {
      of(state, 'cid-law').reason = null;
    },
  ],
  [
    'rejected-without-decision',
    'a rejection that billing did not decide',
    ['cid-law'],
    (state) => {
      state.billing.decisions.splice(5, 1);
    },
  ],
  [
    'charge-missing',
    'an enrolment that was not charged',
    ['bob-math', 'bob'],
    (state) => withoutCharge(state, '3'),
  ],
  [
    'charge-missing',
    'an enrolment that billing refused',
    ['bob-math'],
    (state) => {
      withoutCharge(state, '3');
      state.billing.decisions[2] = { enrollmentId: 'bob-math', outcome: 'refused', reason: 'account-limit' };
    },
  ],
  [
    'charged-wrong',
    'a charge made twice',
    ['bob-law', '2 times'],
    (state) => withCharge(state, charge('9', 'bob-law', 'bob')),
  ],
  [
    'charged-wrong',
    'a charge of another amount',
    ['bob-math', '3'],
    (state) => {
      state.billing.charges[2]!.amount = 2 * RATE;
      state.billing.accounts[1]!.balance -= RATE;
    },
  ],
  [
    'charged-wrong',
    "a charge on another student's account",
    ['ann-art', 'bob'],
    (state) => {
      withoutCharge(state, '2');
      withCharge(state, charge('2', 'ann-art', 'bob'));
    },
  ],
  ['refund-missing', 'a drop that was not refunded', ['bob-art'], (state) => withoutCharge(state, '6')],
  [
    'refunded-but-held',
    'a refund for one who stays',
    ['ann-art'],
    (state) => withCharge(state, { ...charge('9', 'ann-art', 'ann'), kind: 'refund' }),
  ],
  [
    'charged-while-waiting',
    'tuition for a place in the list',
    ['cid-math'],
    (state) => {
      state.billing.decisions.push({ enrollmentId: 'cid-math', outcome: 'charged', reason: null });
      withCharge(state, charge('9', 'cid-math', 'cid'));
    },
  ],
  [
    'charge-without-enrolment',
    'tuition for nothing',
    ['9', 'gone'],
    (state) => {
      state.billing.decisions.push({ enrollmentId: 'gone', outcome: 'charged', reason: null });
      withCharge(state, charge('9', 'gone', 'cid'));
    },
  ],
  [
    'charge-without-decision',
    'tuition that was never decided',
    ['bob-art'],
    (state) => {
      state.billing.decisions.splice(3, 1);
    },
  ],
  [
    'balance-wrong',
    'a balance that does not add up',
    ['cid', '-50'],
    (state) => void state.billing.accounts[2]!.balance++,
  ],
  [
    'place-broken',
    'somebody who waits without a place',
    ['cid-math'],
    (state) => {
      of(state, 'cid-math').place = null;
    },
  ],
  [
    'place-broken',
    'two with the same place',
    ['cid-math', 'dan-math'],
    (state) => {
      for (const { students } of [state.enrollment, state.identity])
        students.push({ ...students[2]!, id: 'dan' });
      state.enrollment.enrollments.push(
        enrollment('dan-math', { studentId: 'dan', sectionId: 'math', status: 'waitlisted', place: 1 }),
      );
      seatsOf(state, 'math').waitlisted++;
    },
  ],
  [
    'waits-beside-free-seat',
    'a free seat that nobody was given',
    ['cid-math', 'math'],
    (state) => {
      seatsOf(state, 'math').capacity = state.catalog.sections[0]!.capacity = 3;
    },
  ],
  [
    'promotion-forgotten',
    'seats that are kept for ever',
    ['law'],
    (state) => {
      seatsOf(state, 'law').promotionDue = true;
    },
  ],
  [
    'section-copy-differs',
    'a copy that is behind',
    ['math'],
    (state) => void state.catalog.sections[0]!.version++,
  ],
  [
    'section-copy-differs',
    'a copy with other content',
    ['math'],
    (state) => {
      state.enrollment.sections[0]!.prerequisites = ['ART'];
    },
  ],
  [
    'term-copy-differs',
    'a window that did not arrive',
    ['spring'],
    (state) => {
      state.catalog.terms[0]!.registration = [];
    },
  ],
  [
    'student-copy-differs',
    'a student who changed',
    ['cid'],
    (state) => void state.identity.students[2]!.version++,
  ],
  [
    'capacity-differs',
    'a capacity that the catalog does not know',
    ['law'],
    (state) => {
      seatsOf(state, 'law').capacity = 6;
    },
  ],
  [
    'outbox-not-drained',
    'an event that waits',
    ['enrollment.confirmed', 'notification'],
    (state) => {
      state.mail[0]!.waiting = [{ subscriber: 'notification', type: 'enrollment.confirmed', count: 1 }];
    },
  ],
  [
    'event-dead',
    'an event that was set aside',
    ['77', 'bob-law'],
    (state) => {
      const event = {
        seq: '77',
        subscriber: 'billing',
        type: 'enrollment.seat-held',
        enrollmentId: 'bob-law',
        error: null,
      };
      state.mail[0]!.dead = [event];
    },
  ],
  [
    'event-recorded-twice',
    'an inbox without its key',
    ['event-1'],
    (state) => {
      state.mail[0]!.doubles = ['event-1'];
    },
  ],
  [
    'told-wrong',
    'news told twice',
    ['ann-math', '2 times'],
    (state) => void state.notification.told[0]!.times++,
  ],
  ['told-wrong', 'a seat that nobody told of', ['ann-art'], (state) => untold(state, 'ann-art', 'promoted')],
  [
    'told-wrong',
    'a promotion told as an enrolment too',
    ['ann-art'],
    (state) => {
      state.notification.told.push(told('ann-art', 'enrolled'));
    },
  ],
  ['told-wrong', 'a drop that nobody told of', ['bob-art'], (state) => untold(state, 'bob-art', 'dropped')],
  [
    'told-wrong',
    'a rejection that nobody told of',
    ['cid-law'],
    (state) => untold(state, 'cid-law', 'rejected'),
  ],
  [
    'told-wrong',
    'news of what does not exist',
    ['eve-law', 'eve'],
    (state) => {
      state.notification.told.push(told('eve-law', 'enrolled'));
    },
  ],
];

const violationsOf = (corrupt: Corruption) => {
  const state = correctState();
  corrupt(state);
  return judgeFacts(new Facts(state, RATE));
};

describe('a correct state', () => {
  it('violates nothing', () => {
    expect(violationsOf(() => undefined)).toEqual([]);
  });

  it.each<[string, Corruption]>([
    [
      'a pending swap within one section, in which a student has two enrolments and one seat',
      (state) => {
        of(state, 'bob-law').replacedBy = 'bob-law-2';
        const next = { studentId: 'bob', sectionId: 'law', replaces: 'bob-law', updatedAt: NOW };
        state.enrollment.enrollments.push(enrollment('bob-law-2', { ...next, status: 'pending' }));
      },
    ],
    [
      'a clash that came by a change of times, if the student was told',
      (state) => {
        for (const { sections } of [state.enrollment, state.catalog]) sections[1]!.meetings[0]!.day = 'MON';
        state.notification.told.push(told('ann-art', 'section-conflict'));
      },
    ],
    [
      'a free seat that nobody who waits may take',
      (state) => {
        seatsOf(state, 'math').capacity = state.catalog.sections[0]!.capacity = 3;
        for (const { terms } of [state.enrollment, state.catalog]) terms[0]!.registration = [];
      },
    ],
    [
      'a pending enrolment that billing still has time for',
      (state) => {
        Object.assign(of(state, 'bob-law'), { status: 'pending', replaces: null, updatedAt: NOW });
        untold(state, 'bob-law', 'enrolled');
      },
    ],
  ])('violates nothing by %s', (_, change) => {
    expect(violationsOf(change)).toEqual([]);
  });
});

describe('a corrupted state', () => {
  it.each(corruptions)('violates %s by %s', (rule, _how, ids, corrupt) => {
    const violations = violationsOf(corrupt);
    expect(violations.map((violation) => violation.rule)).toContain(rule);
    const said = violations
      .filter((violation) => violation.rule === rule)
      .map(({ what }) => what)
      .join('\n');
    for (const id of ids) expect(said).toContain(id);
  });
});
