import { useSyncExternalStore } from 'react';

/** What the lab can be told to do to a running system. */
export type Order =
  | { readonly kind: 'kill' | 'hang' | 'resume' | 'start'; readonly process: string }
  | { readonly kind: 'scale'; readonly part: string; readonly copies: number }
  | { readonly kind: 'race'; readonly students: number; readonly seats: number };

/** The lab did not do what it was told. */
export class OrderRefused extends Error {
  override readonly name = 'OrderRefused';

  constructor(
    readonly why: 'token' | 'elsewhere' | 'busy' | 'absent' | 'other',
    message: string,
  ) {
    super(message);
  }
}

const reasons: Readonly<Record<number, OrderRefused['why']>> = {
  0: 'absent',
  401: 'token',
  403: 'elsewhere',
  404: 'absent',
  409: 'busy',
  502: 'absent',
  503: 'absent',
  504: 'absent',
};

/**
 * Tells the lab to do something; done when it is.
 *
 * @param token - that `npm start` has printed
 * @throws OrderRefused where it is not done
 */
export async function giveOrder(token: string, { kind, ...body }: Order): Promise<void> {
  const response = await fetch(`/lab/api/control/${kind}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  }).catch(() => undefined);
  if (response?.ok) return;
  const problem = (await response?.json().catch(() => undefined)) as { detail?: string } | undefined;
  throw new OrderRefused(reasons[response?.status ?? 0] ?? 'other', problem?.detail ?? '');
}

const KEPT = 'sugang.lab-token';
const listeners = new Set<() => void>();

/** The token that was typed in, for as long as the tab lives; empty if none was. */
export const useControlToken = (): string =>
  useSyncExternalStore(subscribe, () => sessionStorage.getItem(KEPT) ?? '');

/** Keeps the token, or with an empty text forgets it. */
export function keepControlToken(token: string): void {
  if (token) sessionStorage.setItem(KEPT, token);
  else sessionStorage.removeItem(KEPT);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
