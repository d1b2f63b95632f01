import { randomBytes } from 'node:crypto';

/** A subject that no other course has, so that a search finds what a test has made and nothing else. */
export const newSubject = (): string => `T${randomBytes(3).toString('hex').toUpperCase()}`;
