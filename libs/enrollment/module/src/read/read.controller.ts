import { Controller } from '@nestjs/common';
import { enrollmentRoutes } from '@sugang/enrollment-contracts';
import { Input, Serves, type RequestOf } from '@sugang/http';
import { ComposeTimetable } from './compose-timetable.ts';
import { ReadEnrollments } from './read-enrollments.ts';
import { ReadSeats } from './read-seats.ts';

@Controller()
export class ReadController {
  constructor(
    private readonly enrollments: ReadEnrollments,
    private readonly timetables: ComposeTimetable,
    private readonly readSeats: ReadSeats,
  ) {}

  @Serves(enrollmentRoutes.seats)
  async seats(@Input() { query }: RequestOf<typeof enrollmentRoutes.seats>) {
    return { items: await this.readSeats.of(query.sectionIds) };
  }

  @Serves(enrollmentRoutes.list)
  list(@Input() { query, caller }: RequestOf<typeof enrollmentRoutes.list>) {
    return this.enrollments.page(caller.id, query);
  }

  @Serves(enrollmentRoutes.get)
  get(@Input() { params, caller }: RequestOf<typeof enrollmentRoutes.get>) {
    return this.enrollments.one(caller.id, params.id);
  }

  @Serves(enrollmentRoutes.timetable)
  timetable(@Input() { query, caller }: RequestOf<typeof enrollmentRoutes.timetable>) {
    return this.timetables.compose(caller.id, query.term);
  }
}
