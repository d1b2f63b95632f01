import { describe, expect, it } from '@jest/globals';
import { usageFrom } from './usage.ts';

const cpu_stats = { cpu_usage: { total_usage: 1_500_000_000 } };

describe('what a container uses', () => {
  it.each([
    ['version 2', { inactive_file: 30 }],
    ['version 1', { total_inactive_file: 30, inactive_file: 5 }],
  ])('is its counter of time, and its memory without spare files, by control groups of %s', (_, stats) => {
    expect(usageFrom({ cpu_stats, memory_stats: { usage: 100, stats } })).toEqual({
      cpuSeconds: 1.5,
      memoryBytes: 70,
    });
  });

  it('is no memory where none is told', () => {
    expect(usageFrom({ cpu_stats, memory_stats: {} }).memoryBytes).toBe(0);
  });
});
