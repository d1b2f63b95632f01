import { describe, expect, it } from '@jest/globals';
import { demoDepartments } from './demo-names.ts';
import { DEMO_STUDENT_COUNT, demoRegistrar, demoStudents } from './demo-people.ts';

describe('the students of the demo', () => {
  const students = demoStudents();

  it('are the same ones each time', () => {
    expect(demoStudents()).toEqual(students);
    expect(demoStudents(3)).toEqual(students.slice(0, 3));
  });

  it('are s00001 to s02000', () => {
    expect(students).toHaveLength(DEMO_STUDENT_COUNT);
    expect(students[0]).toMatchObject({ username: 's00001', year: 1 });
    expect(students.at(-1)).toMatchObject({ username: 's02000', year: 4 });
  });

  it('have ids, usernames and full names of their own', () => {
    for (const property of ['id', 'username', 'name'] as const) {
      expect(new Set(students.map((student) => student[property])).size).toBe(DEMO_STUDENT_COUNT);
    }
    expect(students.map(({ id }) => id)).not.toContain(demoRegistrar.id);
  });

  it('are spread evenly over the years, and over the departments in each year', () => {
    const sizes = new Map<string, number>();
    for (const { year, department } of students) {
      const group = `${year} ${department}`;
      sizes.set(group, (sizes.get(group) ?? 0) + 1);
    }
    expect(sizes.size).toBe(4 * demoDepartments.length);
    expect(new Set(sizes.values())).toEqual(new Set([DEMO_STUDENT_COUNT / sizes.size]));
  });

  it('may take six courses of three credits and have completed what those need', () => {
    for (const student of students) {
      expect(student.creditLimit).toBeGreaterThanOrEqual(6 * 3);
      expect(student.completedCourses).toContain('MATH 101');
    }
  });
});
