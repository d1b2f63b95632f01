import { useSyncExternalStore } from 'react';
import { useVariant, variants, type Variant } from '../variant/variant.ts';
import { ApiProblem, problemFrom, unreachable } from './problem.ts';

/** Who is signed in. */
export interface User {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly role: 'student' | 'registrar';
}

/** Where somebody stands with one variant. */
export type Session =
  | { readonly status: 'restoring' | 'signed-out'; readonly user?: undefined }
  | { readonly status: 'signed-in'; readonly user: User };

interface Pair {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly user: User;
}

const keyOf = (variant: Variant) => `sugang.refresh.${variant}`;

/** The tokens of one variant: the access token stays in memory, the refresh token in the tab's session storage. */
class SessionStore {
  session: Session = { status: 'signed-out' };
  #accessToken: string | undefined;
  #refreshing: Promise<boolean> | undefined;
  readonly #listeners = new Set<() => void>();

  constructor(private readonly variant: Variant) {
    if (!sessionStorage.getItem(keyOf(variant))) return;
    this.session = { status: 'restoring' };
    void this.refresh();
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** The access token; while a session is being restored, that of the restored one. */
  async accessToken(): Promise<string | undefined> {
    if (this.session.status === 'restoring') await this.#refreshing;
    return this.#accessToken;
  }

  async signIn(username: string, password: string): Promise<void> {
    this.#keep(await this.#post<Pair>('login', { username, password }));
  }

  async signOut(): Promise<void> {
    const refreshToken = sessionStorage.getItem(keyOf(this.variant));
    this.#forget();
    if (refreshToken) await this.#post('logout', { refreshToken }).catch(() => undefined);
  }

  /** Gets a new pair, once however many ask for it at a time; whether there is one. */
  refresh(): Promise<boolean> {
    this.#refreshing ??= this.#refresh().finally(() => (this.#refreshing = undefined));
    return this.#refreshing;
  }

  async #refresh(): Promise<boolean> {
    const refreshToken = sessionStorage.getItem(keyOf(this.variant));
    if (!refreshToken) return false;
    try {
      this.#keep(await this.#post<Pair>('refresh', { refreshToken }));
      return true;
    } catch (error) {
      // A refused token is worth nothing any more; one that nobody could judge is tried again with the next request.
      if (error instanceof ApiProblem && error.status === 401) sessionStorage.removeItem(keyOf(this.variant));
      this.#set({ status: 'signed-out' });
      return false;
    }
  }

  #keep({ accessToken, refreshToken, user }: Pair) {
    this.#accessToken = accessToken;
    sessionStorage.setItem(keyOf(this.variant), refreshToken);
    this.#set({ status: 'signed-in', user });
  }

  #forget() {
    this.#accessToken = undefined;
    sessionStorage.removeItem(keyOf(this.variant));
    this.#set({ status: 'signed-out' });
  }

  #set(session: Session) {
    this.session = session;
    for (const listener of this.#listeners) listener();
  }

  async #post<T>(what: string, body: object): Promise<T> {
    const request = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    };
    const response = await fetch(`/${this.variant}/api/auth/${what}`, request).catch(() => {
      throw unreachable();
    });
    if (response.status === 204) return undefined as T;
    const answer: unknown = await response.json().catch(() => undefined);
    if (!response.ok) throw problemFrom(answer, response);
    return answer as T;
  }
}

const stores = Object.fromEntries(variants.map((variant) => [variant, new SessionStore(variant)])) as Record<
  Variant,
  SessionStore
>;

/** The tokens of a variant. */
export const sessionOf = (variant: Variant): SessionStore => stores[variant];

/** Who is signed in to the variant that the address names, or to another one. */
export function useSession(variant?: Variant): Session {
  const shown = useVariant();
  const store = stores[variant ?? shown];
  return useSyncExternalStore(store.subscribe, () => store.session);
}
