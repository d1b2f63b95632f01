import { Module, type FactoryProvider } from '@nestjs/common';
import { BillingApi } from '@sugang/billing-contracts';
import { eventPublisherOf, strategyToken, type Strategy } from '@sugang/composition';
import { EnrollmentOperations } from './capacity/enrollment-operations.ts';
import { CopyStore } from './copies/copy-store.ts';
import { FetchCopies } from './copies/fetch-copies.ts';
import { KeepSectionCopies } from './copies/keep-section-copies.ts';
import { KeepStudentCopies } from './copies/keep-student-copies.ts';
import { KeepTermCopies } from './copies/keep-term-copies.ts';
import { enrollmentDatabase } from './database.ts';
import { DropController } from './drop/drop.controller.ts';
import { DropEnrollment } from './drop/drop-enrollment.ts';
import { AdmissionStore } from './enrol/admission-store.ts';
import { EnrolController } from './enrol/enrol.controller.ts';
import { EnrolInSections } from './enrol/enrol-in-sections.ts';
import { ComposeTimetable } from './read/compose-timetable.ts';
import { ReadController } from './read/read.controller.ts';
import { ReadEnrollments } from './read/read-enrollments.ts';
import { ReadSeats } from './read/read-seats.ts';
import { AskBillingAgain } from './settlement/ask-billing-again.ts';
import { KeepBillingsDecision } from './settlement/keep-billings-decision.ts';
import { OneTransaction } from './settlement/one-transaction.ts';
import { Saga } from './settlement/saga.ts';
import { TUITION_SETTLEMENT, type TuitionSettlement } from './settlement/tuition-settlement.ts';

const controllers = [EnrolController, DropController, ReadController];
const useCases = [EnrolInSections, DropEnrollment, ReadEnrollments, ComposeTimetable, ReadSeats];
const stores = [enrollmentDatabase, AdmissionStore, CopyStore, FetchCopies];

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
    ...useCases,
    ...stores,
    ...handlers,
    EnrollmentOperations,
    eventPublisherOf('enrollment'),
    OneTransaction,
    Saga,
    settlement,
    AskBillingAgain,
  ],
})
export class EnrollmentModule {}
