import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { STUDENT_COLUMNS, type StudentRow } from './columns.ts';
import { readStudentRow } from './read-student-row.ts';

const row: StudentRow = {
  username: 'minjun',
  name: 'Kim Minjun',
  password: 'let-me-in',
  year: '2',
  department: 'Computer Science',
  creditLimit: '21',
  completedCourses: 'MATH 231;CS 101',
};

const read = (changes: Partial<StudentRow> = {}) => readStudentRow({ ...row, ...changes });

describe('a row of a file of students', () => {
  it('names a student', () => {
    expect(read()).toEqual({
      student: { ...row, year: 2, creditLimit: 21, completedCourses: ['CS 101', 'MATH 231'] },
    });
  });

  it.each<[keyof StudentRow, string, unknown]>([
    ['creditLimit', '', 18],
    ['creditLimit', ' 0 ', 0],
    ['completedCourses', '', []],
    ['completedCourses', ' CS 101 ; CS  101;;', ['CS 101']],
    ['name', ' 김\n민준 ', '김 민준'],
    ['username', ' 민준@example.edu ', '민준@example.edu'],
    ['password', ' with "spaces", and all ', ' with "spaces", and all '],
    ['year', '05', 5],
  ])('may have the %s %j', (column, text, value) => {
    expect(read({ [column]: text })).toMatchObject({ student: { [column]: value } });
  });

  it.each<[keyof StudentRow, string, RegExp]>([
    ['username', '', /"username" is empty/],
    ['username', 'two words', /"username" must hold no white space/],
    ['username', 'x'.repeat(101), /"username" has more than 100 characters/],
    ['username', 'a\0b', /"username" holds a control character/],
    ['name', '  ', /"name" is empty/],
    ['password', '', /"password" is empty/],
    ['password', 'x'.repeat(201), /"password" has more than 200 characters/],
    ['password', 'a\0b', /"password" holds a control character/],
    ['year', '', /"year" must be a whole number from 1 to 20/],
    ['year', '0', /"year" must be a whole number/],
    ['year', '2.5', /"year" must be a whole number/],
    ['year', 'second', /"year" must be a whole number/],
    ['department', '', /"department" is empty/],
    ['creditLimit', '-1', /"creditLimit" must be a whole number from 0 to 999/],
    ['creditLimit', '1e3', /"creditLimit" must be a whole number/],
    ['completedCourses', 'CS101', /"completedCourses" must hold course codes/],
    ['completedCourses', 'CS 101, MATH 231', /"completedCourses" must hold course codes/],
  ])('whose %s is %j is reported', (column, text, reason) => {
    expect(read({ [column]: text })).toEqual({ reason: expect.stringMatching(reason) });
  });

  it('whatever it holds, is taken or reported, never thrown, and its password never told', () => {
    fc.assert(
      fc.property(fc.constantFrom(...STUDENT_COLUMNS), fc.string({ unit: 'binary' }), (column, text) => {
        const result = read({ password: 'hush-hush', [column]: text });
        if ('student' in result) expect(JSON.stringify(result)).not.toContain('\\u0000');
        else expect(result.reason).not.toContain('hush');
      }),
    );
  });
});
