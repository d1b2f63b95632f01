import { Injectable } from '@nestjs/common';
import type { PayloadOf } from '@sugang/contract';
import {
  EnrollmentConfirmed,
  EnrollmentDropped,
  EnrollmentPromoted,
  EnrollmentRejected,
  MeetingsChanged,
  StudentPassedOver,
} from '@sugang/enrollment-contracts';
import type { EventHandler } from '@sugang/events';
import { draftsOf, kindOfChange, kindOfDrop } from '@sugang/notification-domain';
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

/** Tells students that they are out of a section, and whether it was cancelled. */
@Injectable()
export class TellOfDrop implements EventHandler<typeof EnrollmentDropped> {
  readonly event = EnrollmentDropped;

  constructor(private readonly students: TellStudents) {}

  async handle(facts: PayloadOf<typeof EnrollmentDropped>[]): Promise<void> {
    await this.students.tell(draftsOf(kindOfDrop, facts));
  }
}

/** Tells students that they came from the waiting list to a seat. */
@Injectable()
export class TellOfPromotion implements EventHandler<typeof EnrollmentPromoted> {
  readonly event = EnrollmentPromoted;

  constructor(private readonly students: TellStudents) {}

  async handle(facts: PayloadOf<typeof EnrollmentPromoted>[]): Promise<void> {
    await this.students.tell(draftsOf('promoted', facts));
  }
}

/** Tells students that a seat went by them, because they could not take it. */
@Injectable()
export class TellOfPassingOver implements EventHandler<typeof StudentPassedOver> {
  readonly event = StudentPassedOver;

  constructor(private readonly students: TellStudents) {}

  async handle(facts: PayloadOf<typeof StudentPassedOver>[]): Promise<void> {
    await this.students.tell(draftsOf('passed-over', facts));
  }
}

/** Tells students that a section of theirs meets at other times, and whether they clash with another one. */
@Injectable()
export class TellOfNewMeetings implements EventHandler<typeof MeetingsChanged> {
  readonly event = MeetingsChanged;

  constructor(private readonly students: TellStudents) {}

  async handle(facts: PayloadOf<typeof MeetingsChanged>[]): Promise<void> {
    await this.students.tell(draftsOf(kindOfChange, facts));
  }
}
