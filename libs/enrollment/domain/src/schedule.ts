import type { MeetingTime, RegistrationTime } from './section-offer.ts';

/** Whether two sections meet at the same time; one that ends when the other begins does not clash. */
export function clash(a: readonly MeetingTime[], b: readonly MeetingTime[]): boolean {
  return a.some((one) =>
    b.some((other) => one.day === other.day && one.start < other.end && other.start < one.end),
  );
}

/** Whether a student of this year may register now. */
export function isRegistrationOpen(windows: readonly RegistrationTime[], year: number, now: Date): boolean {
  return windows.some(
    ({ opensAt, closesAt, years }) =>
      new Date(opensAt) <= now && now < new Date(closesAt) && (years === undefined || years.includes(year)),
  );
}
