import { randomBytes } from 'node:crypto';
import { Client, resultOf } from './client.ts';
import { inTurns } from './in-turns.ts';
import { registrationRoutes } from './registration-routes.ts';
import { PASSWORD } from './students.ts';
import type { Target } from './target.ts';

/** A student as a test needs one; what is left out takes a plain value. */
export interface StudentPlan {
  name?: string;
  year?: number;
  creditLimit?: number;
  completedCourses?: string[];
}

/** As many as are signed in at once: a login costs a password hash. */
const LOGINS_AT_ONCE = 8;
const COLUMNS = 'username,name,password,year,department,creditLimit,completedCourses';

/** Imports students that nobody had before, all with the password of the demo, and answers their usernames. */
export async function importStudents(registrar: Client, plans: readonly StudentPlan[]): Promise<string[]> {
  const group = `cf${randomBytes(5).toString('hex')}`;
  const usernames = plans.map((_, index) => `${group}-${String(index + 1).padStart(4, '0')}`);
  const rows = plans.map((plan, index) => rowOf(usernames[index]!, plan));
  const answer = await registrar.send('POST', registrationRoutes.importStudents.path, {
    headers: { 'content-type': 'text/csv' },
    body: [COLUMNS, ...rows, ''].join('\n'),
  });
  const report = resultOf(registrationRoutes.importStudents, answer);
  if (report.created !== plans.length) throw new Error(`Not all were imported: ${JSON.stringify(report)}`);
  return usernames;
}

/** Signs students in, some at a time. */
export function signIn(target: Target, usernames: readonly string[]): Promise<Client[]> {
  return inTurns(usernames, LOGINS_AT_ONCE, (username) => Client.login(target, username, PASSWORD));
}

/** Students of the test's own, signed in. */
export async function newStudents(registrar: Client, ...plans: StudentPlan[]): Promise<Client[]> {
  return signIn(registrar.target, await importStudents(registrar, plans));
}

function rowOf(username: string, plan: StudentPlan): string {
  const { name = `Student ${username}`, year = 1, creditLimit = 18, completedCourses = [] } = plan;
  const cells = [username, name, PASSWORD, year, 'Testing', creditLimit, completedCourses.join(';')];
  return cells.map((cell) => quote(String(cell))).join(',');
}

const quote = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
