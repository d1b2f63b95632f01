/** A student of the model. */
export interface ModelStudent {
  readonly name: string;
  readonly year: number;
  readonly creditLimit: number;
  readonly completedCourses: readonly string[];
}

/** A section of the model; its capacity and whether it is cancelled are state. */
export interface ModelSection {
  readonly name: string;
  readonly credits: { readonly min: number; readonly max: number; readonly choices?: readonly number[] };
  /** All on Mondays; none is arranged. */
  readonly meets?: { readonly start: string; readonly end: string };
  readonly prerequisites: readonly string[];
}

/** What does not change while commands run. */
export interface Campus {
  readonly students: readonly ModelStudent[];
  readonly sections: readonly ModelSection[];
  readonly tuitionPerCredit: number;
  /** Whether enrollment and billing share a process, so that no answer is ever `pending`. */
  readonly decidesAtOnce: boolean;
}

/** Three students of two years; what each may take differs, and little fits. */
export const STUDENTS: readonly ModelStudent[] = [
  { name: 'Ada', year: 1, creditLimit: 5, completedCourses: ['MO 100'] },
  { name: 'Bea', year: 1, creditLimit: 3, completedCourses: [] },
  { name: 'Cyn', year: 2, creditLimit: 4, completedCourses: ['MO 100'] },
];

/** Four sections: A and B clash, C is dear, D asks for a prerequisite and may cost nothing. */
export const SECTIONS: readonly ModelSection[] = [
  { name: 'A', credits: { min: 1, max: 3 }, meets: { start: '09:00', end: '09:50' }, prerequisites: [] },
  {
    name: 'B',
    credits: { min: 2, max: 4, choices: [2, 4] },
    meets: { start: '09:30', end: '10:20' },
    prerequisites: [],
  },
  { name: 'C', credits: { min: 3, max: 3 }, prerequisites: [] },
  { name: 'D', credits: { min: 0, max: 1 }, prerequisites: ['MO 100'] },
];
