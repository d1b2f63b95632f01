import type { Campus, SignedIn } from '../order.ts';

/** A request of a virtual user. */
export interface StoryRequest {
  /** What it is counted under. */
  readonly purpose: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  /** `student`: with the user's token. */
  readonly as?: 'student';
}

/** What came back; nothing if no answer came. */
export type StoryAnswer = { readonly status: number; readonly body: string } | undefined;

/** A virtual user: a student, a number of its own from 0, and the campus. */
export interface VirtualUser {
  readonly number: number;
  readonly student: SignedIn;
  readonly sections: Campus['sections'];
}

/** What a virtual user does, for as long as anybody asks: yields requests and is given the answers. */
export type Story = (user: VirtualUser) => Generator<StoryRequest, never, StoryAnswer>;
