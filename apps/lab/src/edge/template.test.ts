import { describe, expect, it } from '@jest/globals';
import { fill } from './template.ts';

describe('fill', () => {
  it('puts values in their places', () => {
    expect(fill('listen {{port}} {{port}};\n', { port: '80' })).toBe('listen 80 80;\n');
  });

  it('keeps the indentation of a value of several lines', () => {
    expect(fill('{\n  {{lines}}\n}\n', { lines: 'a;\nb;' })).toBe('{\n  a;\n  b;\n}\n');
  });

  it('drops a line whose only value is empty', () => {
    expect(fill('a\n  {{nothing}}\nb\n', { nothing: '' })).toBe('a\nb\n');
  });

  it('takes a value as it is, whatever it holds', () => {
    expect(fill('{{a}} {{b}}', { a: '$& {{b}}', b: '$1' })).toContain('$&');
  });

  it('refuses a name without a value', () => {
    expect(() => fill('{{unknown}}', {})).toThrow('{{unknown}}');
  });
});
