import { accountRules } from './accounts.ts';
import { acknowledgedRules } from './acknowledged.ts';
import { chargeRules } from './charges.ts';
import { copyRules } from './copies.ts';
import { eventRules } from './events.ts';
import type { Facts } from './facts.ts';
import { refusedRules } from './refused.ts';
import type { Rule, Violation } from './rule.ts';
import { seatRules } from './seats.ts';
import { settlementRules } from './settlement.ts';
import { studentRules } from './students.ts';
import { swapRules } from './swaps.ts';
import { waitingListRules } from './waiting-list.ts';

/** Everything that must hold. */
export const rules: readonly Rule[] = [
  ...seatRules,
  ...studentRules,
  ...swapRules,
  ...settlementRules,
  ...chargeRules,
  ...accountRules,
  ...waitingListRules,
  ...copyRules,
  ...eventRules,
  ...acknowledgedRules,
  ...refusedRules,
];

/** All violations, in the order of the rules. */
export const judgeFacts = (facts: Facts): Violation[] =>
  rules.flatMap((rule) => [...rule.violations(facts)].map((what) => ({ rule: rule.name, what })));

const healing = new Set(rules.filter(({ holds }) => holds === 'soon').map(({ name }) => name));

/** Whether a violation may vanish when what is under way has ended. */
export const mayHeal = ({ rule }: Violation): boolean => healing.has(rule);

/** What a rule says, by its name. */
export const summaryOf = (name: string): string => rules.find((rule) => rule.name === name)?.summary ?? name;
