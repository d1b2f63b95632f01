import { expect } from '@jest/globals';
import { z } from 'zod';
import { jsonOf } from './answer.ts';
import type { Answer } from './answer.ts';

/** The body of an error (RFC 9457), with nothing else in it. */
export const ProblemBody = z
  .strictObject({
    type: z.string().refine((type) => URL.canParse(type, 'http://any.example'), 'must be a URI'),
    title: z.string().min(1),
    status: z.number().int(),
    detail: z.string().min(1),
    code: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
    errors: z.array(z.strictObject({ path: z.string().min(1), message: z.string().min(1) })).optional(),
  })
  .refine(({ type, code }) => type.endsWith(code), '`type` must end in the code');
export type ProblemBody = z.infer<typeof ProblemBody>;

/** The problem that an answer holds; fails unless it is a well-formed one. */
export function problemOf(answer: Answer): ProblemBody {
  const mediaType = answer.headers.get('content-type')?.split(';')[0];
  if (mediaType !== 'application/problem+json')
    throw new Error(
      `${answer.request} answered ${answer.status} as ${mediaType}, not as a problem: ${answer.text.slice(0, 200)}`,
    );
  const problem = ProblemBody.parse(jsonOf(answer));
  expect(problem.status).toBe(answer.status);
  return problem;
}

/** Fails unless the answer is the problem with this status and code. */
export function expectProblem(answer: Answer, status: number, code: string): ProblemBody {
  const brief = { request: answer.request, status: answer.status, code: codeIn(answer) };
  expect(brief).toEqual({ request: answer.request, status, code });
  return problemOf(answer);
}

/** Fails unless the answer is a problem of the client's making (4xx), optionally with one of these statuses. */
export function expectClientProblem(answer: Answer, ...statuses: number[]): ProblemBody {
  if (statuses.length > 0 ? !statuses.includes(answer.status) : answer.status < 400 || answer.status > 499)
    throw new Error(
      `${answer.request} answered ${answer.status}, expected ${statuses.join(' or ') || '4xx'}: ${answer.text.slice(0, 200)}`,
    );
  return problemOf(answer);
}

/** Fails unless the answer is `invalid-input` that names the faults, one of them under `path` where given. */
export function expectInvalid(answer: Answer, path?: string): ProblemBody {
  const problem = expectProblem(answer, 400, 'invalid-input');
  const paths = (problem.errors ?? []).map((error) => error.path);
  if (paths.length === 0) throw new Error(`${answer.request}: invalid-input without \`errors\`.`);
  if (path) expect(paths).toContainEqual(expect.stringMatching(new RegExp(`(^|\\.)${path}(\\.|$)`)));
  return problem;
}

function codeIn(answer: Answer): unknown {
  try {
    return (JSON.parse(answer.text) as { code?: unknown }).code;
  } catch {
    return answer.text.slice(0, 200);
  }
}
