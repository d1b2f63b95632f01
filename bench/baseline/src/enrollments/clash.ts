import type { Prisma } from '../generated/client.ts';

interface Meeting {
  day: string;
  start: string;
  end: string;
}

/** Whether two sections meet at the same time. */
export function clash(a: Prisma.JsonValue, b: Prisma.JsonValue): boolean {
  const [ones, others] = [a, b] as unknown as [Meeting[], Meeting[]];
  return ones.some((one) =>
    others.some((other) => one.day === other.day && one.start < other.end && other.start < one.end),
  );
}
