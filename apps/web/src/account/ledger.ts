/** What a ledger is made from. */
export interface Entries {
  charges: readonly {
    id: string;
    enrollmentId: string;
    kind: 'tuition' | 'refund';
    amount: number;
    createdAt: string;
  }[];
  payments: readonly { id: string; amount: number; createdAt: string }[];
}

/** A line of a ledger. */
export interface LedgerLine {
  key: string;
  kind: 'tuition' | 'refund' | 'payment';
  /** Above zero where it adds to what is owed. */
  change: number;
  /** What is owed after it. */
  balance: number;
  createdAt: string;
  enrollmentId?: string;
}

/** All that moved an account, the newest first, each with what was owed after it. */
export function ledgerOf({ charges, payments }: Entries): LedgerLine[] {
  const lines = [
    ...charges.map(({ id, kind, amount, createdAt, enrollmentId }) => ({
      key: `charge ${id}`,
      kind,
      change: kind === 'refund' ? -amount : amount,
      createdAt,
      enrollmentId,
    })),
    ...payments.map(({ id, amount, createdAt }) => ({
      key: `payment ${id}`,
      kind: 'payment' as const,
      change: -amount,
      createdAt,
    })),
  ];
  let balance = 0;
  return lines
    .toSorted((a, b) => a.createdAt.localeCompare(b.createdAt))
    .map((line) => ({ ...line, balance: (balance += line.change) }))
    .reverse();
}
