import type { LedgerEntries } from './ledger.ts';

/** An enrolment that was given back. */
export interface Release {
  enrollmentId: string;
  studentId: string;
}

/** What the books say of an enrolment that was decided. */
export interface DecidedEnrollment {
  /** What it was charged; 0 where it was refused or cost nothing. */
  tuition: number;
  refunded: boolean;
}

/**
 * Decides a batch of releases: a charge is refunded once; an enrolment that was never decided gets a tombstone, a
 * refusal that the charge will meet when it comes after all; a refused one needs nothing.
 *
 * @param decided what the books say, by enrolment; one that is missing was never decided
 */
export function decideReleases(
  releases: readonly Release[],
  decided: ReadonlyMap<string, DecidedEnrollment>,
): LedgerEntries {
  const entries: LedgerEntries = { decisions: [], charges: [] };
  const seen = new Set<string>();

  for (const { enrollmentId, studentId } of releases) {
    if (seen.has(enrollmentId)) continue;
    seen.add(enrollmentId);
    const enrollment = decided.get(enrollmentId);
    if (!enrollment) {
      entries.decisions.push({ enrollmentId, outcome: 'refused', reason: 'released' });
    } else if (enrollment.tuition > 0 && !enrollment.refunded) {
      entries.charges.push({ enrollmentId, studentId, kind: 'refund', amount: enrollment.tuition });
    }
  }
  return entries;
}
