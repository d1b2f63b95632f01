import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { unauthenticated } from '@sugang/contract';
import { createVerifier, TOKEN_ERROR_CODES } from 'fast-jwt';

/** Who calls, from the access token. */
export interface Caller {
  id: string;
  role: 'student' | 'registrar';
  /** When the access token ends, in milliseconds since 1970. */
  expiresAt: number;
}

/** The claims of an access token, besides the registered ones. */
export interface AccessClaims {
  sub: string;
  role: Caller['role'];
}

/** An access token's claims once it is verified: when it ends is one of them, in seconds since 1970. */
type VerifiedClaims = AccessClaims & { exp: number };

/** A public key as a JSON Web Key with its id. */
export type KeyWithId = JsonWebKey & { kid: string };

type Verify = (token: string) => VerifiedClaims;

/** How often, at most, an unknown key leads to another look at the keys, in milliseconds. */
const REFETCH_INTERVAL = 1_000;

/**
 * Verifies access tokens. Results are cached by token: checking the signature at each request would take most of a
 * process' time (see docs/adr).
 */
export class AccessTokens {
  readonly #issuer: string;
  readonly #fetchKeys: () => Promise<KeyWithId[]>;
  #verifiers = new Map<string, Verify>();
  #fetching: Promise<void> | undefined;
  #fetchedAt = 0;

  /**
   * @param variant the system that issued the token; one of another system is not valid
   * @param fetchKeys where the public keys are
   */
  constructor(variant: string, fetchKeys: () => Promise<KeyWithId[]>) {
    this.#issuer = issuerOf(variant);
    this.#fetchKeys = fetchKeys;
  }

  /**
   * @throws Problem `unauthenticated`; `unavailable` when the keys cannot be had
   */
  async verify(token: string): Promise<Caller> {
    const kid = keyIdOf(token);
    const verify = this.#verifiers.get(kid) ?? (await this.#verifierAfterFetch(kid));
    if (!verify) throw unauthenticated('The access token is not valid here. Sign in.');
    try {
      const { sub, role, exp } = verify(token);
      return { id: sub, role, expiresAt: exp * 1_000 };
    } catch (error) {
      const expired = (error as { code?: string }).code === TOKEN_ERROR_CODES.expired;
      throw unauthenticated(
        expired
          ? 'The access token has expired. Refresh it or sign in.'
          : 'The access token is not valid here. Sign in.',
      );
    }
  }

  async #verifierAfterFetch(kid: string): Promise<Verify | undefined> {
    // Forged key ids must not turn into a flood of look-ups.
    if (Date.now() - this.#fetchedAt >= REFETCH_INTERVAL) {
      await (this.#fetching ??= this.#fetch().finally(() => (this.#fetching = undefined)));
    }
    return this.#verifiers.get(kid);
  }

  async #fetch(): Promise<void> {
    const keys = await this.#fetchKeys();
    this.#verifiers = new Map(
      keys.map((key) => [key.kid, this.#verifiers.get(key.kid) ?? this.#verifier(key)]),
    );
    this.#fetchedAt = Date.now();
  }

  #verifier(key: KeyWithId): Verify {
    const pem = createPublicKey({ key, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
    return createVerifier({
      key: pem as string,
      algorithms: ['RS256'],
      allowedIss: this.#issuer,
      allowedAud: this.#issuer,
      requiredClaims: ['exp', 'sub', 'role'],
      cache: 20_000,
    }) as Verify;
  }
}

/** The issuer and audience of a variant's tokens. */
export const issuerOf = (variant: string): string => `sugang-${variant}`;

/** The key ids of headers that were read before: those of all tokens of a key are the same. */
const keyIds = new Map<string, string>();

/** The key id in a token's header; the empty string where there is none. */
function keyIdOf(token: string): string {
  const header = token.slice(0, token.indexOf('.'));
  let keyId = keyIds.get(header);
  if (keyId === undefined) {
    keyId = readKeyId(header);
    // Forged headers must not fill the memory.
    if (keyIds.size >= 100) keyIds.clear();
    keyIds.set(header, keyId);
  }
  return keyId;
}

function readKeyId(header: string): string {
  try {
    const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid?: unknown };
    return typeof kid === 'string' ? kid : '';
  } catch {
    return '';
  }
}
