import { judge, type Applicant, type Application, type OpenSection, type Refusal } from './admission.ts';

/** An application in a batch, with the ids that it is known by. */
export interface BatchItem extends Application {
  enrollmentId: string;
  studentId: string;
}

/** An item that was admitted: its seat, time and credits are taken in the batch's state. */
export interface Admitted {
  enrollmentId: string;
  studentId: string;
  section: OpenSection;
  credits: number;
  /** The enrolment that goes when this one is paid for: a swap. */
  replaces?: string;
  /** Whether it has the seat of the one that it replaces: a swap to other credits of the same section. */
  sharesSeat?: boolean;
}

/** An item that waits for a seat. */
export interface Waiting extends Admitted {
  /** Orders the waiting list: places only rise, and leave gaps when somebody goes. */
  place: number;
  /** How many come first, and this one. */
  position: number;
}

/** What the batch is judged by; judging changes it, so that the items see each other. */
export interface BatchState {
  applicants: Map<string, Applicant>;
  sections: Map<string, OpenSection>;
  now: Date;
}

/** What became of the items of a batch. */
export interface BatchOutcome {
  admitted: Admitted[];
  waiting: Waiting[];
  refused: { item: BatchItem; refusal: Refusal }[];
}

/** The items of a batch, each admitted, put on the waiting list, or refused, judged in their order. */
export function admitBatch(items: readonly BatchItem[], state: BatchState): BatchOutcome {
  const outcome: BatchOutcome = { admitted: [], waiting: [], refused: [] };
  for (const item of items) {
    const { enrollmentId, studentId } = item;
    const applicant = state.applicants.get(studentId)!;
    const section = state.sections.get(item.sectionId);
    const judgement = judge(item, applicant, section, state.now);
    if ('refusal' in judgement) {
      outcome.refused.push({ item, refusal: judgement.refusal });
      continue;
    }
    const admission = { enrollmentId, studentId, section: section!, credits: judgement.credits };
    if (judgement.waits) outcome.waiting.push(wait(admission, applicant));
    else outcome.admitted.push(take(admission, applicant));
  }
  return outcome;
}

function take(admission: Admitted, applicant: Applicant): Admitted {
  admission.section.freeSeats -= 1;
  applicant.holdings.push(holdingOf(admission, false));
  return admission;
}

function wait(admission: Admitted, applicant: Applicant): Waiting {
  const { section } = admission;
  section.waiting += 1;
  section.lastPlace += 1;
  applicant.holdings.push(holdingOf(admission, true));
  return { ...admission, place: section.lastPlace, position: section.waiting };
}

function holdingOf({ enrollmentId, section, credits }: Admitted, waiting: boolean) {
  const { id: sectionId, code, term, meetings } = section;
  return { enrollmentId, sectionId, code, term, credits, meetings, waiting };
}

/** Takes an admission back, because billing refused it: the batch's state is as if it had never been. */
export function withdraw(admission: Admitted, state: BatchState): void {
  admission.section.freeSeats += 1;
  forget(admission, state);
}

/** Takes back that somebody waits, because a seat may have become free: to be judged again. The last ones first. */
export function stopWaiting(waiting: Waiting, state: BatchState): void {
  waiting.section.waiting -= 1;
  forget(waiting, state);
}

function forget({ studentId, enrollmentId }: Admitted, state: BatchState): void {
  const applicant = state.applicants.get(studentId)!;
  applicant.holdings = applicant.holdings.filter((holding) => holding.enrollmentId !== enrollmentId);
}
