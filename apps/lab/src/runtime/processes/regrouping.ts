import { contexts as allContexts } from '../../manifests.ts';
import { inOrder } from '../choices.ts';
import { planCopies, type CopyPlan, type GroupPlan } from '../plan.ts';
import { CannotRun } from '../runtime.ts';

/**
 * The processes that the monolith's modules are spread over: all on the monolith's database, with its login, and behind its address. A
 * group of all modules is the monolith itself.
 *
 * @throws CannotRun unless every module is named exactly once
 */
export function planRegrouping(groups: readonly (readonly string[])[]): GroupPlan[] {
  const named = groups.flat();
  if (named.length !== allContexts.length || allContexts.some((context) => !named.includes(context)))
    throw new CannotRun(
      `A grouping names each of ${allContexts.join(', ')} exactly once; this one is ${groups.map((group) => group.join('+')).join(',')}.`,
    );
  return groups.map((group) => {
    const contexts = inOrder(group);
    const all = contexts.length === allContexts.length;
    return {
      variant: 'monolith',
      name: all ? 'monolith' : `monolith-${contexts.join('-')}`,
      contexts,
      app: all ? 'monolith' : contexts.length === 1 ? `${contexts[0]}-service` : 'grouped-service',
      copies: 1,
      database: 'monolith',
    };
  });
}

/** The copies of new groups; none of them seeds, because the data is there. */
export const planMoved = (groups: readonly GroupPlan[], ports: readonly number[]): CopyPlan[] =>
  planCopies(groups, ports).map((copy) => ({ ...copy, first: false }));
