import type { Rule } from './rule.ts';

/** The books add up. */
export const accountRules: readonly Rule[] = [
  {
    name: 'balance-wrong',
    summary: "An account's balance is its tuition less refunds and payments",
    holds: 'always',
    *violations({ state }) {
      const sums = new Map(state.billing.accounts.map(({ studentId }) => [studentId, 0]));
      const add = (studentId: string, amount: number) =>
        sums.set(studentId, (sums.get(studentId) ?? 0) + amount);
      for (const { studentId, kind, amount } of state.billing.charges)
        add(studentId, kind === 'tuition' ? amount : -amount);
      for (const { studentId, amount } of state.billing.payments) add(studentId, -amount);
      for (const { studentId, balance } of state.billing.accounts)
        if (balance !== sums.get(studentId))
          yield `the account of student ${studentId} says ${balance}, but its entries sum up to ${sums.get(studentId)}`;
    },
  },
];
