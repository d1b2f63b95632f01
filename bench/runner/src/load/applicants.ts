import type { Answer } from './connection.ts';

/** One connection by which students apply, one after the other. */
export interface Applicant {
  /** @param student by number from 1 */
  apply(student: number, sectionId: string): Promise<Answer>;
  close(): void;
}

/** Opens a connection. */
export type Applicants = () => Promise<Applicant>;
