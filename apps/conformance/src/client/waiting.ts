import { expect } from '@jest/globals';
import { enrollmentRoutes } from '@sugang/enrollment-contracts';
import type { Enrollment, Seats } from '@sugang/enrollment-contracts';
import type { Client } from './client.ts';
import { enrolment, settled } from './enrolment.ts';
import { eventually } from './eventually.ts';
import { registrationRoutes } from './registration-routes.ts';

/** A freed seat is given away within two seconds; a busy machine gets some more. */
export const PROMOTES_WITHIN_MS = 6_000;

/** Enrols, or waits where the section is full. */
export function enrolOrWait(student: Client, section: { id: string }, credits?: number): Promise<Enrollment> {
  const body = { sectionId: section.id, credits, waitlist: true };
  return student.call(registrationRoutes.enrol, { body });
}

/** Joins a waiting list and expects this place in it. */
export async function waits(
  student: Client,
  section: { id: string },
  position: number,
  credits?: number,
): Promise<Enrollment> {
  const place = await enrolOrWait(student, section, credits);
  expect(place).toMatchObject({ sectionId: section.id, status: 'waitlisted', position });
  return place;
}

/** Tries to enrol or wait, and expects this refusal. */
export async function refusedToWait(
  student: Client,
  section: { id: string },
  code: string,
  credits?: number,
): Promise<void> {
  const body = { sectionId: section.id, credits, waitlist: true };
  await student.refused(registrationRoutes.enrol, { body }, code === 'invalid-credits' ? 422 : 409, code);
}

/** Waits until somebody who waited has the seat: promoted in time, and then confirmed. */
export async function promoted(student: Client, place: { id: string }): Promise<Enrollment> {
  const chosen = await eventually(async () => {
    const now = await enrolment(student, place.id);
    expect(now.status).not.toBe('waitlisted');
    return now;
  }, PROMOTES_WITHIN_MS);
  const result = await settled(student, chosen);
  expect(result.status).toBe('confirmed');
  expect(result.position).toBeUndefined();
  return result;
}

/** Expects that somebody waits at this place, now. */
export async function stillWaits(student: Client, { id }: { id: string }, position: number): Promise<void> {
  expect(await enrolment(student, id)).toMatchObject({ status: 'waitlisted', position });
}

/** Waits until somebody has come to this place in the list. */
export function comesTo(student: Client, place: { id: string }, position: number): Promise<void> {
  return eventually(() => stillWaits(student, place, position), PROMOTES_WITHIN_MS);
}

/** Waits until a section's seats are like this; they may be shown a second late. */
export async function seatsAre(
  client: Client,
  section: { id: string },
  seats: Partial<Seats>,
): Promise<void> {
  await eventually(async () => {
    const { items } = await client.call(enrollmentRoutes.seats, { query: { sectionIds: section.id } });
    expect(items).toEqual([expect.objectContaining(seats)]);
  });
}
