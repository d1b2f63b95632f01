import { Injectable } from '@nestjs/common';
import { ChargeDecided } from '@sugang/billing-contracts';
import type { PayloadOf } from '@sugang/contract';
import { SeatHeld } from '@sugang/enrollment-contracts';
import { EventPublisher, type EventHandler } from '@sugang/events';
import { ChargeTuition } from './charge-tuition.ts';

/** The saga's step in billing: decides on each seat that is held, and says what was decided, also when it was before. */
@Injectable()
export class ChargeHeldSeats implements EventHandler<typeof SeatHeld> {
  readonly event = SeatHeld;

  constructor(
    private readonly tuition: ChargeTuition,
    private readonly publisher: EventPublisher,
  ) {}

  async handle(seats: PayloadOf<typeof SeatHeld>[]): Promise<void> {
    await this.publisher.publish(ChargeDecided, await this.tuition.chargeAll(seats));
  }
}
