/** The columns of a file of students; others may be there and are passed over. */
export const STUDENT_COLUMNS = [
  'username',
  'name',
  'password',
  'year',
  'department',
  'creditLimit',
  'completedCourses',
] as const;

export type StudentColumn = (typeof STUDENT_COLUMNS)[number];

/** One record of the file by column. */
export type StudentRow = Record<StudentColumn, string>;
