import { useMutation } from '@tanstack/react-query';
import { giveOrder, useControlToken, type Order } from '../live/control.ts';

/** Orders to the running system: one at a time. */
export interface Orders {
  /** Undefined without a token. */
  readonly give: ((order: Order) => void) | undefined;
  readonly underWay: Order | undefined;
  /** Why the last one was not done. */
  readonly problem: Error | null;
}

/** Gives orders with the token that was typed in. */
export function useOrders(): Orders {
  const token = useControlToken();
  const { mutate, isPending, variables, error } = useMutation({
    mutationFn: (order: Order) => giveOrder(token, order),
    retry: false,
  });
  return { give: token ? mutate : undefined, underWay: isPending ? variables : undefined, problem: error };
}

/** What is being done to a process. */
export function underWayOn({ underWay }: Orders, process: string): Order['kind'] | undefined {
  return underWay && 'process' in underWay && underWay.process === process ? underWay.kind : undefined;
}
