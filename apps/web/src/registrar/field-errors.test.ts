import { describe, expect, it } from '@jest/globals';
import { ApiProblem } from '../api/problem.ts';
import { fieldError } from './field-errors.ts';

const problem = new ApiProblem('invalid-input', 400, '', '', [
  { path: 'body.capacity', message: 'must be 0 or more' },
  { path: 'body.meetings.1.end', message: 'must be after start' },
]);

describe("a field's error", () => {
  it('is the one of its path', () => {
    expect(fieldError(problem, 'capacity')).toBe('must be 0 or more');
    expect(fieldError(problem, 'meetings.1.end')).toBe('must be after start');
  });

  it('is also what is wrong within it', () => {
    expect(fieldError(problem, 'meetings.1')).toBe('must be after start');
    expect(fieldError(problem, 'meetings.10')).toBeUndefined();
  });

  it('is nothing where the field is right, or the problem is another one', () => {
    expect(fieldError(problem, 'title')).toBeUndefined();
    expect(fieldError(new Error('no answer'), 'capacity')).toBeUndefined();
    expect(fieldError(null, 'capacity')).toBeUndefined();
  });
});
