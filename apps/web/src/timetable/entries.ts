/** An enrolment, as far as the timetable looks at it. */
export interface HeldEnrolment {
  id: string;
  sectionId: string;
  credits: number;
  status: 'pending' | 'confirmed' | 'waitlisted' | 'rejected' | 'dropped';
  position?: number | undefined;
  reason?: string | undefined;
  updatedAt: string;
}

/** How somebody stands to a section: enrolled or on the way to it, waiting, or with it in the cart. */
export type Standing = 'confirmed' | 'pending' | 'waitlisted' | 'cart';

/** A section of somebody's week. */
export interface Entry<Section> {
  sectionId: string;
  standing: Standing;
  credits?: number | undefined;
  enrolment?: HeldEnrolment;
  /** Not there while the catalog cannot be reached. */
  section?: Section | undefined;
}

interface Parts<Section> {
  /** What holds time and credits. */
  held: readonly { enrollment: HeldEnrolment; section?: Section | undefined }[];
  /** All enrolments of the term, also ended ones. */
  enrolments: readonly HeldEnrolment[];
  cart: readonly { sectionId: string; credits?: number | undefined }[];
  /** Of what is not held: the timetable names no section for it. */
  sectionOf: (sectionId: string) => Section | undefined;
}

/** Puts together what is held, what is waited for, and what is in the cart and neither. */
export function entriesOf<Section>({ held, enrolments, cart, sectionOf }: Parts<Section>): Entry<Section>[] {
  const holding = held.map(({ enrollment, section }): Entry<Section> => ({
    sectionId: enrollment.sectionId,
    standing: enrollment.status === 'pending' ? 'pending' : 'confirmed',
    credits: enrollment.credits,
    enrolment: enrollment,
    section: section ?? sectionOf(enrollment.sectionId),
  }));
  const heldIds = new Set(held.map(({ enrollment }) => enrollment.id));
  const waiting = enrolments
    .filter(({ id, status }) => status === 'waitlisted' && !heldIds.has(id))
    .map((enrolment): Entry<Section> => ({
      sectionId: enrolment.sectionId,
      standing: 'waitlisted',
      credits: enrolment.credits,
      enrolment,
      section: sectionOf(enrolment.sectionId),
    }));
  const had = new Set([...holding, ...waiting].map(({ sectionId }) => sectionId));
  const wished = cart
    .filter(({ sectionId }) => !had.has(sectionId))
    .map(({ sectionId, credits }): Entry<Section> => ({
      sectionId,
      standing: 'cart',
      credits,
      section: sectionOf(sectionId),
    }));
  return [...holding, ...waiting, ...wished];
}

/** What became of an enrolment between two looks at it. */
export interface Outcome {
  enrolment: HeldEnrolment;
  was: HeldEnrolment['status'];
}

/** The enrolments that were decided since the last look: confirmed or rejected by billing, or promoted from the waiting list. */
export function outcomesOf(before: readonly HeldEnrolment[], now: readonly HeldEnrolment[]): Outcome[] {
  const statusBefore = new Map(before.map(({ id, status }) => [id, status]));
  return now.flatMap((enrolment) => {
    const was = statusBefore.get(enrolment.id);
    const isDecided =
      was !== undefined &&
      was !== enrolment.status &&
      (was === 'pending' || was === 'waitlisted') &&
      enrolment.status !== 'dropped';
    return isDecided ? [{ enrolment, was }] : [];
  });
}
