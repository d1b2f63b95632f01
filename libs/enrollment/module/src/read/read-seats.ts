import { Injectable } from '@nestjs/common';
import type { Seats } from '@sugang/enrollment-contracts';
import { EnrollmentDatabase } from '../database.ts';

/** Reads seats as they are now; sections that are not known are left out. */
@Injectable()
export class ReadSeats {
  constructor(private readonly database: EnrollmentDatabase) {}

  async of(sectionIds: string[]): Promise<Seats[]> {
    return this.database.seats.findMany({
      where: { sectionId: { in: sectionIds } },
      select: { sectionId: true, capacity: true, taken: true, waitlisted: true },
      orderBy: { sectionId: 'asc' },
    });
  }
}
