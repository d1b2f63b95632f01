import { describe, expect, it } from '@jest/globals';
import { passwordMark, passwordMarkKey } from './password-mark.ts';

describe('the mark of an imported password', () => {
  it('is the same for the same user, password and secret alone', async () => {
    const [key, same, other] = await Promise.all(['secret', 'secret', 'other'].map(passwordMarkKey));
    const mark = passwordMark(key!, 'minjun', 'let-me-in');
    expect(passwordMark(same!, 'minjun', 'let-me-in')).toBe(mark);
    const others = [
      passwordMark(other!, 'minjun', 'let-me-in'),
      passwordMark(key!, 'seoyeon', 'let-me-in'),
      passwordMark(key!, 'minjun', 'let-me-out'),
    ];
    expect(new Set([mark, ...others]).size).toBe(4);
  });
});
