import type { StudentProfile, User } from '@sugang/identity-contracts';
import type { User as UserRow } from '../generated/client.ts';

/** What a signed-in user may see of themselves. */
export function toUser(row: UserRow): User {
  return { id: row.id, username: row.username, name: row.name, role: row.role as User['role'] };
}

/** What other contexts may know of a student; the table makes sure that a student's row has it all. */
export function toStudentProfile(row: UserRow): StudentProfile {
  return {
    id: row.id,
    username: row.username,
    name: row.name,
    year: row.year!,
    department: row.department!,
    creditLimit: row.creditLimit!,
    completedCourses: row.completedCourses,
    version: row.version,
  };
}
