/** The id of a student, by number from 1. */
export const studentId = (number: number): string => `bench-${String(number).padStart(6, '0')}`;

/** The number of a student, by id. */
export const studentNumber = (id: string): number => Number(id.slice('bench-'.length));

/** The id of a section, by number from 1. */
export const sectionId = (number: number): string => `bench-${String(number).padStart(3, '0')}`;

/** The number of a section, by id. */
export const sectionNumber = (id: string): number => Number(id.slice('bench-'.length));
