import { describe, expect, it } from '@jest/globals';
import { ledgerOf } from './ledger.ts';

const at = (minute: number) => `2026-03-02T09:0${minute}:00.000Z`;

describe('a ledger', () => {
  it('shows charges and payments together, the newest first, with what was owed after each', () => {
    const lines = ledgerOf({
      charges: [
        { id: '1', enrollmentId: 'a', kind: 'tuition', amount: 300, createdAt: at(1) },
        { id: '2', enrollmentId: 'a', kind: 'refund', amount: 300, createdAt: at(4) },
        { id: '3', enrollmentId: 'b', kind: 'tuition', amount: 200, createdAt: at(2) },
      ],
      payments: [{ id: '1', amount: 250, createdAt: at(3) }],
    });
    expect(lines.map(({ kind, change, balance }) => [kind, change, balance])).toEqual([
      ['refund', -300, -50],
      ['payment', -250, 250],
      ['tuition', 200, 500],
      ['tuition', 300, 300],
    ]);
  });

  it('keeps a charge and a payment with the same id apart', () => {
    const lines = ledgerOf({
      charges: [{ id: '1', enrollmentId: 'a', kind: 'tuition', amount: 1, createdAt: at(1) }],
      payments: [{ id: '1', amount: 1, createdAt: at(2) }],
    });
    expect(new Set(lines.map(({ key }) => key)).size).toBe(2);
  });

  it('is empty for an account that was never used', () => {
    expect(ledgerOf({ charges: [], payments: [] })).toEqual([]);
  });
});
