import { expect } from '@jest/globals';
import { enrollmentRoutes } from '@sugang/enrollment-contracts';
import type { Enrollment } from '@sugang/enrollment-contracts';
import type { Client } from './client.ts';
import { resultOf } from './client.ts';
import { eventually } from './eventually.ts';
import { expectProblem } from './problem.ts';

/** The promise of the API: `pending` ends within this time of billing being reachable. */
export const SETTLES_WITHIN_MS = 10_000;

/** Enrols; the answer may be final or pending. */
export function enrol(student: Client, section: { id: string }, credits?: number): Promise<Enrollment> {
  return student.call(enrollmentRoutes.enrol, { body: { sectionId: section.id, credits } });
}

/** The enrolment as it is now. */
export function enrolment(student: Client, id: string): Promise<Enrollment> {
  return student.call(enrollmentRoutes.get, { params: { id } });
}

/** Waits until an enrolment is no longer pending; where the answer is final at once, that is now. */
export function settled(
  student: Client,
  { id }: Enrollment,
  within = SETTLES_WITHIN_MS,
): Promise<Enrollment> {
  return eventually(async () => {
    const now = await enrolment(student, id);
    expect(now.status).not.toBe('pending');
    return now;
  }, within);
}

/** Enrols and expects that it is confirmed in the end. */
export async function confirmed(
  student: Client,
  section: { id: string },
  credits?: number,
): Promise<Enrollment> {
  const result = await settled(student, await enrol(student, section, credits));
  expect(result).toMatchObject({ status: 'confirmed', sectionId: section.id });
  return result;
}

/** Tries to enrol and expects this refusal, at once. */
export async function refused(
  student: Client,
  section: { id: string },
  code: string,
  credits?: number,
): Promise<void> {
  const status = { 'section-not-found': 404, 'invalid-credits': 422 }[code] ?? 409;
  await student.refused(enrollmentRoutes.enrol, { body: { sectionId: section.id, credits } }, status, code);
}

/**
 * Tries to enrol and expects billing's refusal: a 409 where the answer is final at once, else `rejected` with the reason.
 * Answers the rejected enrolment, if there is one.
 */
export async function refusedByBilling(
  student: Client,
  section: { id: string },
  credits?: number,
): Promise<Enrollment | undefined> {
  const answer = await student.request(enrollmentRoutes.enrol, { body: { sectionId: section.id, credits } });
  if (student.target.decidesAtOnce || answer.status !== 201) {
    expectProblem(answer, 409, 'account-limit');
    return undefined;
  }
  const result = await settled(student, resultOf(enrollmentRoutes.enrol, answer));
  expect(result).toMatchObject({ status: 'rejected', reason: 'account-limit' });
  return result;
}

/** Drops an enrolment. */
export function drop(student: Client, { id }: { id: string }): Promise<void> {
  return student.call(enrollmentRoutes.drop, { params: { id } });
}

/** Waits until the seats of a section are taken by so many. */
export async function seatsTaken(client: Client, section: { id: string }, taken: number): Promise<void> {
  await eventually(async () => {
    const { items } = await client.call(enrollmentRoutes.seats, { query: { sectionIds: section.id } });
    expect(items).toEqual([expect.objectContaining({ sectionId: section.id, taken })]);
  });
}

/**
 * Waits until enrolling is refused like this, after a change that takes a moment to be in force. What is taken in the
 * meantime is dropped again.
 */
export async function refusedSoon(
  student: Client,
  section: { id: string },
  code: string,
  credits?: number,
): Promise<void> {
  await eventually(async () => {
    const body = { sectionId: section.id, credits };
    const answer = await student.request(enrollmentRoutes.enrol, { body });
    if (answer.status === 201) await drop(student, resultOf(enrollmentRoutes.enrol, answer));
    expectProblem(answer, code === 'invalid-credits' ? 422 : 409, code);
  });
}
