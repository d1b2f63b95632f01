import type { History } from '../history/history.ts';
import { Claims } from './claims.ts';
import type {
  ChargeRow,
  DecisionRow,
  EnrollmentRow,
  SectionCopy,
  State,
  StudentRow,
} from '../state/state.ts';

/** A state, found by ids; with the history of what clients asked and were told, if there is one. */
export class Facts {
  readonly #enrollments: Map<string, EnrollmentRow>;
  readonly #sections: Map<string, SectionCopy>;
  readonly #students: Map<string, StudentRow>;
  readonly #decisions: Map<string, DecisionRow>;
  readonly #charges: Map<string, ChargeRow[]>;
  readonly #told: Map<string, Map<string, number>>;
  #claims: Claims | undefined;
  /** Enrolments by section, and by student; of all states. */
  readonly bySection: ReadonlyMap<string, EnrollmentRow[]>;
  readonly byStudent: ReadonlyMap<string, EnrollmentRow[]>;

  constructor(
    readonly state: State,
    readonly tuitionPerCredit: number,
    readonly history?: History,
  ) {
    const { enrollment, billing, notification } = state;
    this.#enrollments = byId(enrollment.enrollments);
    this.#sections = byId(enrollment.sections);
    this.#students = byId(enrollment.students);
    this.#decisions = new Map(billing.decisions.map((decision) => [decision.enrollmentId, decision]));
    this.#charges = grouped(billing.charges, (charge) => charge.enrollmentId);
    this.#told = new Map();
    for (const { enrollmentId, kind, times } of notification.told) {
      const kinds = this.#told.get(enrollmentId) ?? new Map<string, number>();
      this.#told.set(enrollmentId, kinds.set(kind, (kinds.get(kind) ?? 0) + times));
    }
    this.bySection = grouped(enrollment.enrollments, (row) => row.sectionId);
    this.byStudent = grouped(enrollment.enrollments, (row) => row.studentId);
  }

  /** What the clients of the history asked for and were told; made once, because several rules ask for it. */
  get claims(): Claims | undefined {
    return (this.#claims ??= this.history && new Claims(this.history));
  }

  enrollment(id: string): EnrollmentRow | undefined {
    return this.#enrollments.get(id);
  }

  section(id: string): SectionCopy | undefined {
    return this.#sections.get(id);
  }

  student(id: string): StudentRow | undefined {
    return this.#students.get(id);
  }

  /** Billing's decision on an enrolment. */
  decision(enrollmentId: string): DecisionRow | undefined {
    return this.#decisions.get(enrollmentId);
  }

  /** What was charged or refunded for an enrolment. */
  charges(enrollmentId: string, kind: ChargeRow['kind']): ChargeRow[] {
    return (this.#charges.get(enrollmentId) ?? []).filter((charge) => charge.kind === kind);
  }

  /** How often the student was told any of these kinds of news about an enrolment. */
  told(enrollmentId: string, ...kinds: string[]): number {
    const counts = this.#told.get(enrollmentId);
    return kinds.reduce((sum, kind) => sum + (counts?.get(kind) ?? 0), 0);
  }
}

const byId = <Row extends { id: string }>(rows: readonly Row[]): Map<string, Row> =>
  new Map(rows.map((row) => [row.id, row]));

/** Rows in groups, each group in the order of the rows. */
export function grouped<Row>(rows: Iterable<Row>, keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}
