import { Injectable } from '@nestjs/common';
import { SeatHeld, SeatReleased } from '@sugang/enrollment-contracts';
import type { Admitted } from '@sugang/enrollment-domain';
import { EventPublisher } from '@sugang/events';
import type { Released, Settled, TuitionSettlement } from './tuition-settlement.ts';

/**
 * Billing is elsewhere: the seat is held, and the request for its charge is in the outbox, both in this transaction. What billing
 * decides comes back as an event ({@link KeepBillingsDecision}); until then the enrolment is `pending`.
 */
@Injectable()
export class Saga implements TuitionSettlement {
  constructor(private readonly events: EventPublisher) {}

  async charge(admitted: readonly Admitted[]): Promise<Settled> {
    await this.events.publish(
      SeatHeld,
      admitted.map(({ enrollmentId, studentId, section, credits, replaces }) => ({
        enrollmentId,
        studentId,
        sectionId: section.id,
        credits,
        ...(replaces !== undefined && { replaces }),
      })),
    );
    return { status: 'pending', refused: new Map() };
  }

  async release(released: readonly Released[]): Promise<void> {
    await this.events.publish(
      SeatReleased,
      released.map(({ enrollmentId, studentId, sectionId }) => ({ enrollmentId, studentId, sectionId })),
    );
  }
}
