import { demoDepartments, familyNames, givenNames } from './demo-names.ts';

/** The password of everybody in the demo. */
export const DEMO_PASSWORD = 'let-me-in';

/** How many students the demo has: `s00001` to `s02000`. */
export const DEMO_STUDENT_COUNT = 2_000;

/** The registrar of the demo. */
export const demoRegistrar = {
  id: '00000000-0000-4000-9000-000000000001',
  username: 'registrar',
  name: 'Demo Registrar',
} as const;

/** A student as the demo has them. */
export interface DemoStudent {
  id: string;
  username: string;
  name: string;
  year: number;
  department: string;
  creditLimit: number;
  completedCourses: string[];
}

/** The demo's students, the same ones each time. All have completed what the demo's sections ask for. */
export function demoStudents(count = DEMO_STUDENT_COUNT): DemoStudent[] {
  return Array.from({ length: count }, (_, index) => demoStudent(index + 1));
}

function demoStudent(number: number): DemoStudent {
  const index = number - 1;
  return {
    // Shaped as a UUID of version 4, and the same each time.
    id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    username: `s${String(number).padStart(5, '0')}`,
    // The family name moves on when the given names are through, so that names repeat as late as they can.
    name: `${cycled(givenNames, index)} ${cycled(familyNames, index + Math.floor(index / givenNames.length))}`,
    year: (index % 4) + 1,
    department: cycled(demoDepartments, Math.floor(index / 4)),
    creditLimit: 18,
    completedCourses: ['MATH 101'],
  };
}

const cycled = (list: readonly string[], index: number): string => list[index % list.length]!;
