import type { Enrollment } from '@sugang/enrollment-contracts';
import { z } from 'zod';
import { enrollmentIn, isUncertain, type Exchange, type History } from '../history/history.ts';

/** A student asked for a section: on its own, as a swap, or as a part of a cart. */
export interface Application {
  readonly request: string;
  readonly studentId: string;
  /** Nothing for a cart whose answer was lost: it may have been any section. */
  readonly sectionId: string | undefined;
  readonly idempotencyKey: string | undefined;
  /** What was acknowledged. */
  readonly enrollment?: Enrollment;
  /** The code of the refusal. */
  readonly refusal?: string;
  /** Nobody knows what became of it. */
  readonly uncertain?: true;
}

const Asked = z.object({ sectionId: z.string(), dropEnrollmentId: z.string().optional() });
const CartAnswer = z.object({
  results: z.array(
    z.object({
      sectionId: z.string(),
      enrollment: z.unknown().optional(),
      problem: z.object({ code: z.string() }).optional(),
    }),
  ),
});
const Refused = z.object({ code: z.string() });

/** What the students of a history asked for, and what they were told. */
export class Claims {
  readonly applications: readonly Application[];
  /** Enrolments whose drop was asked for, alone or by a swap, whatever came of it. */
  readonly dropsAsked: ReadonlySet<string>;
  /** Enrolments whose drop was acknowledged, with the request. */
  readonly dropsAcknowledged: ReadonlyMap<string, Exchange>;
  /** Own enrolments that a student was told do not exist, with the request. */
  readonly notFound: ReadonlyMap<string, Exchange>;

  constructor(history: History) {
    const { exchanges } = history;
    this.applications = exchanges.flatMap(applicationsIn);
    const drops = exchanges.filter(({ method, path }) => method === 'DELETE' && idIn(path) !== undefined);
    const swaps = exchanges
      .filter(isSwap)
      .flatMap(({ body }) => Asked.safeParse(body).data?.dropEnrollmentId ?? []);
    this.dropsAsked = new Set([...drops.map(({ path }) => idIn(path)!), ...swaps]);
    this.dropsAcknowledged = new Map(
      drops.filter(({ answer }) => answer?.status === 204).map((drop) => [idIn(drop.path)!, drop]),
    );
    this.notFound = new Map(
      exchanges
        .filter(({ path, answer }) => answer?.status === 404 && idIn(path) !== undefined)
        .map((exchange) => [idIn(exchange.path)!, exchange]),
    );
  }
}

function applicationsIn(exchange: Exchange): Application[] {
  const { id: request, user: studentId, method, path, body, idempotencyKey, answer } = exchange;
  const common = { request, studentId, idempotencyKey };
  if (method === 'POST' && path === '/api/cart/enroll') {
    if (isUncertain(exchange)) return [{ ...common, sectionId: undefined, uncertain: true }];
    const results = CartAnswer.safeParse(answer?.body).data?.results ?? [];
    return results.map(({ sectionId, enrollment, problem }) => ({
      ...common,
      sectionId,
      ...outcome(enrollment, problem),
    }));
  }
  if (method !== 'POST' || (path !== '/api/enrollments' && !isSwap(exchange))) return [];
  const sectionId = Asked.safeParse(body).data?.sectionId;
  if (sectionId === undefined) return [];
  if (isUncertain(exchange)) return [{ ...common, sectionId, uncertain: true }];
  return [{ ...common, sectionId, ...outcome(answer?.body, answer?.body) }];
}

const outcome = (success: unknown, failure: unknown): Partial<Application> => {
  const enrollment = enrollmentIn(success);
  if (enrollment) return { enrollment };
  return { refusal: Refused.safeParse(failure).data?.code ?? 'unknown' };
};

const isSwap = ({ method, path }: Exchange): boolean => method === 'POST' && path === '/api/enrollments/swap';

/** The enrolment that a path names. */
const idIn = (path: string): string | undefined => /^\/api\/enrollments\/([^/?]+)$/.exec(path)?.[1];
