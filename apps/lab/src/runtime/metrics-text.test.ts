import { describe, expect, it } from '@jest/globals';
import { linesOf } from './metrics-text.ts';

const text = [
  '# HELP calls_total Calls',
  'calls_total{contract="billing",outcome="ok"} 12',
  'calls_total{contract="cat\\"alog",outcome="failed"} 1.5e3',
  'calls_total_created 7',
  'connections 8',
  '',
].join('\n');

describe('the lines of a metric', () => {
  it('have their labels and their values', () => {
    expect(linesOf('calls_total', text)).toEqual([
      { labels: { contract: 'billing', outcome: 'ok' }, value: 12 },
      { labels: { contract: 'cat\\"alog', outcome: 'failed' }, value: 1500 },
    ]);
  });

  it('are one without labels where there is no label', () => {
    expect(linesOf('connections', text)).toEqual([{ labels: {}, value: 8 }]);
  });

  it('are none where the process does not have it', () => {
    expect(linesOf('nothing', text)).toEqual([]);
  });
});
