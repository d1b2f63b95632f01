import { Injectable } from '@nestjs/common';
import type { PayloadOf } from '@sugang/contract';
import { EnrollmentConfirmed, EnrollmentDropped, EnrollmentRejected } from '@sugang/enrollment-contracts';
import type { EventHandler } from '@sugang/events';
import { draftsOf } from '@sugang/notification-domain';
import { TellStudents } from './tell-students.ts';

/** Tells students that they have their seat. */
@Injectable()
export class TellOfConfirmation implements EventHandler<typeof EnrollmentConfirmed> {
  readonly event = EnrollmentConfirmed;

  constructor(private readonly students: TellStudents) {}

  async handle(facts: PayloadOf<typeof EnrollmentConfirmed>[]): Promise<void> {
    await this.students.tell(draftsOf('enrolled', facts));
  }
}

/** Tells students that billing refused the charge. */
@Injectable()
export class TellOfRejection implements EventHandler<typeof EnrollmentRejected> {
  readonly event = EnrollmentRejected;

  constructor(private readonly students: TellStudents) {}

  async handle(facts: PayloadOf<typeof EnrollmentRejected>[]): Promise<void> {
    await this.students.tell(draftsOf('rejected', facts));
  }
}

/** Tells students that they left a section. */
@Injectable()
export class TellOfDrop implements EventHandler<typeof EnrollmentDropped> {
  readonly event = EnrollmentDropped;

  constructor(private readonly students: TellStudents) {}

  async handle(facts: PayloadOf<typeof EnrollmentDropped>[]): Promise<void> {
    await this.students.tell(draftsOf('dropped', facts));
  }
}
