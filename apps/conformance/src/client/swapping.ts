import { expect } from '@jest/globals';
import type { Enrollment } from '@sugang/enrollment-contracts';
import type { Answer } from './answer.ts';
import { resultOf } from './client.ts';
import type { Client } from './client.ts';
import { enrolment, settled } from './enrolment.ts';
import { eventually } from './eventually.ts';
import { expectProblem } from './problem.ts';
import { registrationRoutes } from './registration-routes.ts';

/** Asks for a swap and leaves the judgement of the answer to the test. */
export function swap(
  student: Client,
  old: { id: string },
  section: { id: string },
  credits?: number,
): Promise<Answer> {
  const body = { dropEnrollmentId: old.id, sectionId: section.id, credits };
  return student.request(registrationRoutes.swap, { body });
}

/** Swaps, and waits until the new one is confirmed and the old one gone. */
export async function swapped(
  student: Client,
  old: { id: string },
  section: { id: string },
  credits?: number,
): Promise<Enrollment> {
  const created = resultOf(registrationRoutes.swap, await swap(student, old, section, credits));
  const result = await settled(student, created);
  expect(result).toMatchObject({ status: 'confirmed', sectionId: section.id });
  await eventually(async () => expect(await enrolment(student, old.id)).toMatchObject({ status: 'dropped' }));
  return result;
}

/** Tries to swap and expects this refusal, at once. */
export async function swapRefused(
  student: Client,
  old: { id: string },
  section: { id: string },
  code: string,
  credits?: number,
): Promise<void> {
  const status = { 'section-not-found': 404, 'invalid-credits': 422 }[code] ?? 409;
  expectProblem(await swap(student, old, section, credits), status, code);
}

/** Tries to swap and expects billing's refusal: a 409 where the answer is final at once, else `rejected`. */
export async function swapRefusedByBilling(
  student: Client,
  old: { id: string },
  section: { id: string },
  credits?: number,
): Promise<void> {
  const answer = await swap(student, old, section, credits);
  if (student.target.decidesAtOnce) {
    expectProblem(answer, 409, 'account-limit');
    return;
  }
  const result = await settled(student, resultOf(registrationRoutes.swap, answer));
  expect(result).toMatchObject({ status: 'rejected', reason: 'account-limit' });
}
