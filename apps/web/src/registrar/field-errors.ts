import { ApiProblem, type FieldError } from '../api/problem.ts';

/**
 * What the API found wrong with a field of the body.
 *
 * @param path - from the body on, such as `registration.0.closesAt`; faults within the field are its own, too
 */
export function fieldError(problem: unknown, path: string): string | undefined {
  const errors = problem instanceof ApiProblem ? problem.errors : [];
  return errors.find((error) => isAt(error, `body.${path}`))?.message;
}

const isAt = (error: FieldError, path: string): boolean =>
  error.path === path || error.path.startsWith(`${path}.`);
