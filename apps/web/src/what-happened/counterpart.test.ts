import { describe, expect, it } from '@jest/globals';
import type { Action } from '../api/action-log.ts';
import { activeIn, canReplay, idsIn, requestThere, sameSection } from './counterpart.ts';

const action = (method: string, path: string, body?: unknown): Action => ({
  id: 1,
  variant: 'monolith',
  method,
  path,
  ...(body !== undefined && { body }),
  status: 200,
  at: 0,
  durationMs: 1,
});

describe('an action that is done again on the other variant', () => {
  it.each([
    ['enrolling', action('POST', '/api/enrollments', { sectionId: 's1', credits: 3 }), { sectionId: 's1' }],
    ['dropping', action('DELETE', '/api/enrollments/e1'), { enrollmentId: 'e1' }],
    [
      'swapping',
      action('POST', '/api/enrollments/swap', { dropEnrollmentId: 'e1', sectionId: 's2' }),
      { sectionId: 's2', enrollmentId: 'e1' },
    ],
    ['putting into the cart', action('PUT', '/api/cart/s%201', {}), { sectionId: 's 1' }],
    ['editing a section', action('PATCH', '/api/sections/s1', { capacity: 5 }), { sectionId: 's1' }],
    ['enrolling in the cart', action('POST', '/api/cart/enroll'), {}],
    ['paying', action('POST', '/api/accounts/a1/payments', { amount: 5 }), {}],
  ])('names what has to be found there: %s', (_, given, ids) => {
    expect(idsIn(given)).toEqual(ids);
  });

  it.each([
    [
      action('DELETE', '/api/enrollments/e1'),
      { enrollmentId: 'e1' },
      { enrollmentId: 'e9' },
      { method: 'DELETE', path: '/api/enrollments/e9' },
    ],
    [
      action('POST', '/api/enrollments/swap', { dropEnrollmentId: 'e1', sectionId: 's2', credits: 3 }),
      { sectionId: 's2', enrollmentId: 'e1' },
      { sectionId: 's7', enrollmentId: 'e9' },
      {
        method: 'POST',
        path: '/api/enrollments/swap',
        body: { dropEnrollmentId: 'e9', sectionId: 's7', credits: 3 },
      },
    ],
    [
      action('PUT', '/api/cart/s%201', {}),
      { sectionId: 's 1' },
      { sectionId: 's/2' },
      { method: 'PUT', path: '/api/cart/s%2F2', body: {} },
    ],
    [action('POST', '/api/cart/enroll'), {}, {}, { method: 'POST', path: '/api/cart/enroll' }],
  ])('is the same request with the ids of there: $method $path', (given, here, there, request) => {
    expect(requestThere(given, here, there)).toEqual(request);
  });

  it('cannot be an import, whose file is not kept, nor the reading of a notice', () => {
    expect(canReplay(action('POST', '/api/catalog/import'))).toBe(false);
    expect(canReplay(action('POST', '/api/notifications/5/read'))).toBe(false);
    expect(canReplay(action('POST', '/api/enrollments'))).toBe(true);
  });
});

describe('the same section of the other variant', () => {
  const monday = [{ day: 'MON', start: '09:00', end: '09:50' }];
  const tuesday = [{ day: 'TUE', start: '09:00', end: '09:50' }];
  const section = (id: string, code: string, meetings = monday) => ({ id, code, meetings });

  it('has the same id, or else is the same course at the same times', () => {
    const wanted = section('s1', 'MATH 101');
    const others = [section('s2', 'MATH 101', tuesday), section('s3', 'MATH 101'), section('s4', 'MATH 102')];
    expect(sameSection(wanted, others)?.id).toBe('s3');
    expect(sameSection(wanted, [...others, section('s1', 'MATH 101', tuesday)])?.id).toBe('s1');
    expect(sameSection(wanted, [section('s2', 'MATH 101', tuesday)])).toBeUndefined();
  });

  it('is held by an enrolment that is not over', () => {
    const enrollments = [
      { sectionId: 's1', status: 'dropped' },
      { sectionId: 's1', status: 'pending' },
    ];
    expect(activeIn(enrollments, 's1')).toBe(enrollments[1]);
    expect(activeIn(enrollments, 's2')).toBeUndefined();
  });
});
