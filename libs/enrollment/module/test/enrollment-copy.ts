import type { VersionedSection, VersionedTerm } from '@sugang/catalog-contracts';
import type { EventEnvelope } from '@sugang/contract';
import { eventMigrations, EventIntake, EventPublisher } from '@sugang/events';
import type { StudentProfile } from '@sugang/identity-contracts';
import { createLogger } from '@sugang/observability';
import { UnitOfWorkPool } from '@sugang/persistence';
import type { ContextMigrations } from '@sugang/persistence/setup';
import { AdmissionStore } from '../src/admission/admission-store.ts';
import { EnrollmentStore } from '../src/admission/enrollment-store.ts';
import { SeatStore } from '../src/admission/seat-store.ts';
import { DropFromCancelled } from '../src/cancel/drop-from-cancelled.ts';
import { EnrollmentOperations } from '../src/capacity/enrollment-operations.ts';
import { CopyStore } from '../src/copies/copy-store.ts';
import { FetchCopies } from '../src/copies/fetch-copies.ts';
import { CartStore } from '../src/cart/cart-store.ts';
import { EnrolCart } from '../src/cart/enrol-cart.ts';
import { FillCart } from '../src/cart/fill-cart.ts';
import { KeepSectionCopies } from '../src/copies/keep-section-copies.ts';
import { DropEnrollment } from '../src/drop/drop-enrollment.ts';
import { EnrolInSections, type EnrolRequest } from '../src/enrol/enrol-in-sections.ts';
import { EndEnrollments } from '../src/leave/end-enrollments.ts';
import { enrollmentMigrations } from '../src/migrations.ts';
import { AskBillingAgain } from '../src/settlement/ask-billing-again.ts';
import { KeepBillingsDecision } from '../src/settlement/keep-billings-decision.ts';
import { OneTransaction } from '../src/settlement/one-transaction.ts';
import { Saga } from '../src/settlement/saga.ts';
import { SwapEnrollment } from '../src/swap/swap-enrollment.ts';
import { PromoteWaiting } from '../src/waiting-list/promote-waiting.ts';
import { PromotionSignal } from '../src/waiting-list/promotion-signal.ts';
import { PromotionWorker } from '../src/waiting-list/promotion-worker.ts';
import type { FakeBilling, FakeOwners } from './fakes.ts';

/** What enrollment's schema is made of. */
export const enrollmentSchema: ContextMigrations = {
  context: 'enrollment',
  folders: [eventMigrations, enrollmentMigrations],
};

export type StrategyName = 'transaction' | 'saga';

/** One copy of enrollment with a pool of its own, as a process has it; what it publishes stays in the outbox. */
export function enrollmentCopy(
  databaseUrl: string,
  strategy: StrategyName,
  billing: FakeBilling,
  owners: FakeOwners,
  { connections = 8 } = {},
) {
  const pool = new UnitOfWorkPool({ connectionString: databaseUrl, max: connections });
  const logger = createLogger({ level: 'silent', process: 'test' });
  const events = new EventPublisher(
    'enrollment',
    pool,
    () => ['somebody'],
    () => {},
  );
  const signal = new PromotionSignal();
  const store = new AdmissionStore(pool);
  const seats = new SeatStore(pool, signal);
  const enrollments = new EnrollmentStore(pool, seats);
  const leaving = new EndEnrollments(pool, store, seats, events);
  const copies = new CopyStore(pool);
  const settlement = strategy === 'transaction' ? new OneTransaction(billing) : new Saga(events);
  const fetchCopies = new FetchCopies(pool, copies, owners.catalog, owners.identity);
  const enrolment = new EnrolInSections(pool, store, enrollments, fetchCopies, events, settlement);
  const decisions = new KeepBillingsDecision(pool, store, leaving, events);
  const sectionCopies = new KeepSectionCopies(pool, copies, events);
  const dropping = new DropEnrollment(pool, store, leaving, settlement);
  const promotions = new PromoteWaiting(pool, store, seats, leaving, events, settlement);
  const carts = new CartStore(pool);
  return {
    pool,
    copies,
    dropping,
    promotions: new PromotionWorker(pool, promotions, signal, logger),
    swaps: new SwapEnrollment(pool, store, enrollments, dropping, leaving, fetchCopies, events, settlement),
    cancelled: new DropFromCancelled(pool, store, leaving, settlement, logger),
    cart: new FillCart(pool, carts, fetchCopies),
    cartEnrolment: new EnrolCart(pool, carts, enrolment),
    enrolAll: (requests: EnrolRequest[]) => enrolment.enrolAll(requests),
    intake: new EventIntake('enrollment', pool, [decisions, sectionCopies], logger),
    asking: new AskBillingAgain(pool, events, logger),
    operations: new EnrollmentOperations(pool, signal),
    /** What was published since this was last called. */
    published: async (): Promise<EventEnvelope<Record<string, unknown>>[]> => {
      const { rows } = await pool.query<{ envelope: EventEnvelope<Record<string, unknown>> }>(
        `WITH taken AS (DELETE FROM "enrollment"."outbox" RETURNING "seq", "envelope")
         SELECT "envelope" FROM taken ORDER BY "seq"`,
      );
      return rows.map((row) => row.envelope);
    },
  };
}

export type EnrollmentCopy = ReturnType<typeof enrollmentCopy>;

const always = { opensAt: '2000-01-01T00:00:00Z', closesAt: '2100-01-01T00:00:00Z' };

export const openTerm: VersionedTerm = {
  term: { id: 'open', name: 'Open', registration: [always] },
  version: 1,
};
export const closedTerm: VersionedTerm = {
  term: { id: 'closed', name: 'Closed', registration: [] },
  version: 1,
};

/** A section of two credits that meets at no fixed time. */
export const section = (
  id: string,
  change: Partial<VersionedSection['section']> = {},
  version = 1,
): VersionedSection => ({
  section: {
    id,
    term: 'open',
    subject: 'CS',
    number: '1',
    code: 'CS 1',
    title: id,
    credits: { min: 2, max: 4 },
    capacity: 0,
    status: 'open',
    instructors: [],
    meetings: [],
    prerequisites: [],
    ...change,
  },
  version,
});

export const student = (id: string, change: Partial<StudentProfile> = {}): StudentProfile => ({
  id,
  username: id,
  name: id,
  year: 1,
  department: 'CS',
  creditLimit: 18,
  completedCourses: [],
  version: 1,
  ...change,
});
