import { Injectable } from '@nestjs/common';
import { SectionChanged, type VersionedSection } from '@sugang/catalog-contracts';
import { MeetingsChanged } from '@sugang/enrollment-contracts';
import { clash, type MeetingTime } from '@sugang/enrollment-domain';
import { EventPublisher, type EventHandler } from '@sugang/events';
import { UnitOfWorkPool } from '@sugang/persistence';
import { CopyStore } from './copy-store.ts';

interface AffectedRow {
  id: string;
  student_id: string;
  section_id: string;
  /** The meetings of what else the student has in the term. */
  others: MeetingTime[][];
  meetings: MeetingTime[];
}

/** Keeps enrollment's copies of sections up to date, and has students told whose sections meet at other times. */
@Injectable()
export class KeepSectionCopies implements EventHandler<typeof SectionChanged> {
  readonly event = SectionChanged;

  constructor(
    private readonly pool: UnitOfWorkPool,
    private readonly copies: CopyStore,
    private readonly events: EventPublisher,
  ) {}

  async handle(sections: VersionedSection[]): Promise<void> {
    const moved = await this.copies.keepSections(sections);
    if (moved.length === 0) return;
    const affected = await this.#affectedBy(moved);
    const at = new Date().toISOString();
    await this.events.publish(
      MeetingsChanged,
      affected.map((row) => ({
        enrollmentId: row.id,
        studentId: row.student_id,
        sectionId: row.section_id,
        clashes: row.others.some((meetings) => clash(meetings, row.meetings)),
        at,
      })),
    );
  }

  async #affectedBy(sectionIds: string[]): Promise<AffectedRow[]> {
    const { rows } = await this.pool.query<AffectedRow>(
      `SELECT e."id", e."student_id", e."section_id", s."meetings", coalesce((
         SELECT json_agg(os."meetings") FROM "enrollment"."enrollment" o
         JOIN "enrollment"."section" os ON os."id" = o."section_id"
         WHERE o."student_id" = e."student_id" AND o."section_id" <> e."section_id" AND o."term" = e."term"
           AND o."status" IN ('pending', 'confirmed')), '[]') AS "others"
       FROM "enrollment"."enrollment" e JOIN "enrollment"."section" s ON s."id" = e."section_id"
       WHERE e."section_id" = ANY($1) AND e."status" IN ('pending', 'confirmed', 'waitlisted') AND NOT s."cancelled"`,
      [sectionIds],
    );
    return rows;
  }
}
