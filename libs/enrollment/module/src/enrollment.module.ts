import { Module, type FactoryProvider } from '@nestjs/common';
import { BillingApi } from '@sugang/billing-contracts';
import { eventPublisherOf, idempotencyStoreOf, strategyToken, type Strategy } from '@sugang/composition';
import { AdmissionStore } from './admission/admission-store.ts';
import { EnrollmentStore } from './admission/enrollment-store.ts';
import { SeatStore } from './admission/seat-store.ts';
import { DropFromCancelled } from './cancel/drop-from-cancelled.ts';
import { EnrollmentOperations } from './capacity/enrollment-operations.ts';
import { CartController } from './cart/cart.controller.ts';
import { CartStore } from './cart/cart-store.ts';
import { EnrolCart } from './cart/enrol-cart.ts';
import { FillCart } from './cart/fill-cart.ts';
import { CopyStore } from './copies/copy-store.ts';
import { FetchCopies } from './copies/fetch-copies.ts';
import { KeepSectionCopies } from './copies/keep-section-copies.ts';
import { KeepStudentCopies } from './copies/keep-student-copies.ts';
import { KeepTermCopies } from './copies/keep-term-copies.ts';
import { enrollmentDatabase } from './database.ts';
import { DropController } from './drop/drop.controller.ts';
import { DropEnrollment } from './drop/drop-enrollment.ts';
import { AdmitTogether } from './enrol/admit-together.ts';
import { EnrolController } from './enrol/enrol.controller.ts';
import { EnrolInSections } from './enrol/enrol-in-sections.ts';
import { EnrolQueue } from './enrol/enrol-queue.ts';
import { enrolSettings } from './enrol/enrol-settings.ts';
import { EndEnrollments } from './leave/end-enrollments.ts';
import { ComposeTimetable } from './read/compose-timetable.ts';
import { ReadController } from './read/read.controller.ts';
import { ReadEnrollments } from './read/read-enrollments.ts';
import { ReadSeats } from './read/read-seats.ts';
import { ReadRoster } from './roster/read-roster.ts';
import { RosterController } from './roster/roster.controller.ts';
import { AskBillingAgain } from './settlement/ask-billing-again.ts';
import { KeepBillingsDecision } from './settlement/keep-billings-decision.ts';
import { OneTransaction } from './settlement/one-transaction.ts';
import { Saga } from './settlement/saga.ts';
import { TUITION_SETTLEMENT, type TuitionSettlement } from './settlement/tuition-settlement.ts';
import { SwapController } from './swap/swap.controller.ts';
import { SwapEnrollment } from './swap/swap-enrollment.ts';
import { PromoteWaiting } from './waiting-list/promote-waiting.ts';
import { PromotionSignal } from './waiting-list/promotion-signal.ts';
import { PromotionWorker } from './waiting-list/promotion-worker.ts';

const controllers = [
  EnrolController,
  SwapController,
  DropController,
  CartController,
  RosterController,
  ReadController,
];
const enrolling = [EnrolQueue, AdmitTogether, EnrolInSections, enrolSettings];
const leaving = [DropEnrollment, EndEnrollments, DropFromCancelled];
const waiting = [PromoteWaiting, PromotionWorker, PromotionSignal];
const carts = [FillCart, EnrolCart, CartStore];
const reading = [ReadEnrollments, ComposeTimetable, ReadSeats, ReadRoster];
const stores = [enrollmentDatabase, AdmissionStore, EnrollmentStore, SeatStore, CopyStore, FetchCopies];

/** The events that enrollment takes, each by its handler. */
export const handlers = [KeepSectionCopies, KeepTermCopies, KeepStudentCopies, KeepBillingsDecision];

/** Seat and charge in one transaction, or by the saga: as the composition says. */
const settlement: FactoryProvider<TuitionSettlement> = {
  provide: TUITION_SETTLEMENT,
  inject: [strategyToken(BillingApi), OneTransaction, Saga],
  useFactory: (strategy: Strategy, oneTransaction: OneTransaction, saga: Saga) =>
    strategy === 'transaction' ? oneTransaction : saga,
};

@Module({
  controllers,
  providers: [
    ...enrolling,
    SwapEnrollment,
    ...leaving,
    ...waiting,
    ...carts,
    ...reading,
    ...stores,
    ...handlers,
    EnrollmentOperations,
    eventPublisherOf('enrollment'),
    idempotencyStoreOf('enrollment'),
    OneTransaction,
    Saga,
    settlement,
    AskBillingAgain,
  ],
})
export class EnrollmentModule {}
