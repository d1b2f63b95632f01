import { Injectable } from '@nestjs/common';
import type { PayloadOf } from '@sugang/contract';
import { SeatReleased } from '@sugang/enrollment-contracts';
import type { EventHandler } from '@sugang/events';
import { ReleaseCharges } from './release-charges.ts';

/** The saga's compensation in billing: a seat was given back, before or after its charge came. */
@Injectable()
export class ReleaseGivenBackSeats implements EventHandler<typeof SeatReleased> {
  readonly event = SeatReleased;

  constructor(private readonly charges: ReleaseCharges) {}

  async handle(seats: PayloadOf<typeof SeatReleased>[]): Promise<void> {
    await this.charges.releaseAll(seats);
  }
}
