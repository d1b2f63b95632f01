import { titleOf } from '@sugang/contract';

/** What Nginx itself has to say, by the name of its place in `problems.conf`. */
const edgeProblems = {
  invalid_input: { code: 'invalid-input', status: 400, detail: 'The request cannot be read.' },
  forbidden: {
    code: 'forbidden',
    status: 403,
    detail: 'The lab takes orders from this machine alone, under /lab/api/control/.',
  },
  not_found: { code: 'not-found', status: 404, detail: 'There is nothing at this address.' },
  too_large: {
    code: 'too-large',
    status: 413,
    detail: 'The body is larger than is taken here: 1 MB, for an import 64 MB, for the lab 16 kB.',
  },
  too_many_requests: {
    code: 'too-many-requests',
    status: 429,
    detail: 'Too many requests from this address. Wait a second and try again.',
  },
  unavailable: {
    code: 'unavailable',
    status: 503,
    detail: 'This part of the system cannot be reached now. Try again in a moment.',
  },
  lab_away: {
    code: 'unavailable',
    status: 503,
    detail: "The lab's live view runs with npm start.",
  },
} as const;

/** The bodies of Nginx' own problems, ready to stand in single quotes in its configuration. */
export function edgeProblemBodies(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(edgeProblems).map(([place, { code, status, detail }]) => {
      const problem = { type: problemType(code), title: titleOf(code), status, detail, code };
      return [place, JSON.stringify(problem).replaceAll("'", '\\u0027').replaceAll('$', '\\u0024')];
    }),
  );
}

/** The URI that names a kind of problem, the same that the services use. */
export const problemType = (code: string) => `https://sugang.example/problems/${code}`;
