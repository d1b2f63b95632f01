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
}

/** What the batch is judged by; judging changes it, so that the items see each other. */
export interface BatchState {
  applicants: Map<string, Applicant>;
  sections: Map<string, OpenSection>;
  now: Date;
}

/** The items of a batch, each admitted or refused, judged in their order. */
export function admitBatch(
  items: readonly BatchItem[],
  state: BatchState,
): { admitted: Admitted[]; refused: { item: BatchItem; refusal: Refusal }[] } {
  const admitted: Admitted[] = [];
  const refused: { item: BatchItem; refusal: Refusal }[] = [];
  for (const item of items) {
    const applicant = state.applicants.get(item.studentId)!;
    const section = state.sections.get(item.sectionId);
    const judgement = judge(item, applicant, section, state.now);
    if ('refusal' in judgement) {
      refused.push({ item, refusal: judgement.refusal });
      continue;
    }
    const { enrollmentId, studentId } = item;
    const admission = { enrollmentId, studentId, section: section!, credits: judgement.credits };
    take(admission, applicant);
    admitted.push(admission);
  }
  return { admitted, refused };
}

function take({ section, credits }: Admitted, applicant: Applicant): void {
  const { id, code, term, meetings } = section;
  section.freeSeats -= 1;
  applicant.holdings.push({ sectionId: id, code, term, credits, meetings, waiting: false });
}

/** Takes an admission back, because billing refused it: the batch's state is as if it had never been. */
export function withdraw({ studentId, section }: Admitted, state: BatchState): void {
  const applicant = state.applicants.get(studentId)!;
  section.freeSeats += 1;
  applicant.holdings = applicant.holdings.filter((holding) => holding.sectionId !== section.id);
}
