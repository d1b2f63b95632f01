import { enrollmentRoutes } from '@sugang/enrollment-contracts';
import type { Enrollment } from '@sugang/enrollment-contracts';
import { identityRoutes } from '@sugang/identity-contracts';
import { Client, resultOf } from './client.ts';
import { inTurns } from './in-turns.ts';
import type { Target } from './target.ts';

/** The students s00001 to s02000 of the demo data. */
const STUDENTS = 2_000;
/** The password of everybody in the demo data. */
export const PASSWORD = 'let-me-in';
const LOGINS_AT_ONCE = 8;

/**
 * Hands out demo students, each one once, from a random place on: so a system that an earlier run left its traces on
 * serves as well as a new one.
 */
export class Students {
  private next = Math.floor(Math.random() * STUDENTS);

  constructor(private readonly target: Target) {}

  /** The username of a student that nobody else in this run has. */
  username(): string {
    this.next = (this.next + 1) % STUDENTS;
    return `s${String(this.next + 1).padStart(5, '0')}`;
  }

  /** A signed-in student without any enrolment. */
  async one(): Promise<Client> {
    const body = { username: this.username(), password: PASSWORD };
    const answer = await new Client(this.target).request(identityRoutes.login, { body });
    // The test of the limit on failed logins may have locked this one a moment ago.
    if (answer.status === 429) return this.one();
    const student = new Client(this.target, resultOf(identityRoutes.login, answer));
    await dropEverything(student);
    return student;
  }

  /** Several of them. A login costs a password hash, so only some are signed in at once. */
  several(count: number): Promise<Client[]> {
    return inTurns(Array.from({ length: count }), LOGINS_AT_ONCE, () => this.one());
  }
}

/** Whether an enrolment still holds a seat or a place. */
export const isActive = ({ status }: Enrollment): boolean => status !== 'dropped' && status !== 'rejected';

/** Drops what the student holds. What is in a term that has closed cannot be dropped any more and stays. */
export async function dropEverything(student: Client): Promise<void> {
  const { items } = await student.call(enrollmentRoutes.list, { query: { limit: 200 } });
  for (const { id } of items.filter(isActive))
    await student.request(enrollmentRoutes.drop, { params: { id } });
}
