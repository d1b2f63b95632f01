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

/** Where somebody stands with one variant. Whose session it is is known from before; it is restored when somebody needs its token. */
export type Session =
  | { readonly status: 'signed-out'; readonly user?: undefined }
  | { readonly status: 'restoring' | 'signed-in'; readonly user: User };

/** What a tab keeps in its session storage. */
interface Kept {
  readonly refreshToken: string;
  readonly user: User;
  /** Only between two pages: the next one takes it out. */
  readonly access?: AccessToken | undefined;
}

interface AccessToken {
  readonly token: string;
  /** In milliseconds since 1970. */
  readonly expiresAt: number;
}

interface Pair {
  readonly accessToken: string;
  /** In seconds. */
  readonly expiresIn: number;
  readonly refreshToken: string;
  readonly user: User;
}

/**
 * The tokens of one variant: the access token is in memory while a page is there, the refresh token in the tab's session storage. A page that goes hands its
 * access token to the next one. Otherwise each reload would need a new pair, and since a refresh token is good once, whoever loads again
 * before it is there, as people do at the hour of registration, would have to sign in again.
 */
class SessionStore {
  session: Session = { status: 'signed-out' };
  #access: AccessToken | undefined;
  #refreshing: Promise<boolean> | undefined;
  readonly #key: string;
  readonly #listeners = new Set<() => void>();

  constructor(private readonly variant: Variant) {
    this.#key = `sugang.session.${variant}`;
    this.#takeOver();
    addEventListener('pagehide', () => this.#handOver());
    addEventListener('pageshow', ({ persisted }) => persisted && this.#comeBack());
  }

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /**
   * The access token; where the session is not restored yet, it is then.
   *
   * @throws ApiProblem where the session could not be restored now
   */
  async accessToken(): Promise<string | undefined> {
    if (this.session.status === 'restoring') await this.refresh();
    return this.#access?.token;
  }

  async signIn(username: string, password: string): Promise<void> {
    this.#keep(await this.#post<Pair>('login', { username, password }));
  }

  async signOut(): Promise<void> {
    const kept = this.#kept;
    this.#forget();
    if (kept) await this.#post('logout', { refreshToken: kept.refreshToken }).catch(() => undefined);
  }

  /**
   * Gets a new pair, once however many ask for it at a time.
   *
   * @returns whether there is one; if not, the session is over
   * @throws ApiProblem where nobody could judge the refresh token: it may still be good
   */
  refresh(): Promise<boolean> {
    this.#refreshing ??= this.#refresh().finally(() => (this.#refreshing = undefined));
    return this.#refreshing;
  }

  async #refresh(): Promise<boolean> {
    const kept = this.#kept;
    if (!kept) {
      this.#forget();
      return false;
    }
    // Meanwhile somebody may have signed out, or in: the answer is not about their session.
    const isStill = () => this.#kept?.refreshToken === kept.refreshToken;
    try {
      const pair = await this.#post<Pair>('refresh', { refreshToken: kept.refreshToken });
      if (isStill()) this.#keep(pair);
    } catch (error) {
      if (!(error instanceof ApiProblem && error.status === 401)) throw error;
      if (isStill()) this.#forget();
    }
    return this.#access !== undefined;
  }

  get #kept(): Kept | undefined {
    const text = sessionStorage.getItem(this.#key);
    return text === null ? undefined : (JSON.parse(text) as Kept);
  }

  /** Nobody but the next page of this tab can read it there, and the refresh token, which can do more, is there anyway. */
  #handOver() {
    const kept = this.#kept;
    if (kept && this.#access) this.#write({ ...kept, access: this.#access });
  }

  /** The browser has kept the page as it was. If somebody else, or nobody, is signed in by now, nothing on it is theirs. */
  #comeBack() {
    if (this.#kept?.user.id === this.session.user?.id) return this.#takeOver();
    this.#access = undefined;
    location.reload();
  }

  #takeOver() {
    const kept = this.#kept;
    if (!kept) return;
    const { access, ...rest } = kept;
    if (access) this.#write(rest);
    if (access && access.expiresAt > Date.now()) this.#access = access;
    this.#set({ status: this.#access ? 'signed-in' : 'restoring', user: kept.user });
  }

  #keep({ accessToken, expiresIn, refreshToken, user }: Pair) {
    this.#access = { token: accessToken, expiresAt: Date.now() + expiresIn * 1000 };
    this.#write({ refreshToken, user });
    this.#set({ status: 'signed-in', user });
  }

  #write(kept: Kept) {
    sessionStorage.setItem(this.#key, JSON.stringify(kept));
  }

  #forget() {
    this.#access = undefined;
    sessionStorage.removeItem(this.#key);
    this.#set({ status: 'signed-out' });
  }

  #set(session: Session) {
    this.session = session;
    for (const listener of this.#listeners) listener();
  }

  /** @throws ApiProblem */
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
