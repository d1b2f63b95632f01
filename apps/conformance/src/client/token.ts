import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

type Json = Record<string, unknown>;

/** A JSON Web Token taken apart. */
export interface Token {
  header: Json;
  claims: Json;
  /** What the signature is of. */
  signed: string;
  signature: Buffer;
}

/** Takes a token apart, without checking it. */
export function readToken(token: string): Token {
  const [header, claims, signature] = token.split('.') as [string, string, string];
  return {
    header: decode(header),
    claims: decode(claims),
    signed: `${header}.${claims}`,
    signature: Buffer.from(signature, 'base64url'),
  };
}

/** Tokens made of a good one that no server may take, by what is wrong with them. */
export function badTokens(good: string, verificationKey: KeyObject): Record<string, string> {
  const { header, claims, signed, signature } = readToken(good);
  const original = signature.toString('base64url');
  const flipped = Buffer.from(signature);
  flipped[0]! ^= 1;
  const own = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const hour = 3_600;
  const now = Math.floor(Date.now() / 1_000);
  const pem = verificationKey.export({ type: 'spki', format: 'pem' });
  const symmetric = parts({ ...header, alg: 'HS256' }, claims);
  return {
    'a flipped signature': `${signed}.${flipped.toString('base64url')}`,
    'no signature': `${signed}.`,
    'another role': `${parts(header, { ...claims, role: 'registrar', roles: ['registrar'] })}.${original}`,
    'another user': `${parts(header, { ...claims, sub: 'somebody-else' })}.${original}`,
    'an expiry in the past': `${parts(header, { ...claims, exp: now - hour })}.${original}`,
    'no expiry': `${parts(header, { ...claims, exp: undefined })}.${original}`,
    'alg none': `${parts({ ...header, alg: 'none' }, claims)}.`,
    'alg None and the old signature': `${parts({ ...header, alg: 'None' }, claims)}.${original}`,
    'the public key used as a secret': `${symmetric}.${createHmac('sha256', pem).update(symmetric).digest('base64url')}`,
    'a key of its own': rsaSigned(header, claims, own.privateKey),
    'a key of its own that is expired': rsaSigned(header, { ...claims, exp: now - hour }, own.privateKey),
    'an unknown key id': rsaSigned({ ...header, kid: 'unknown' }, claims, own.privateKey),
    'its own key in the header': rsaSigned(
      { ...header, jwk: own.publicKey.export({ format: 'jwk' }) },
      claims,
      own.privateKey,
    ),
    'two parts': signed,
    'broken JSON inside': `${Buffer.from('{"alg":').toString('base64url')}.e30.x`,
    'an array inside': `${Buffer.from('[]').toString('base64url')}.W10.x`,
    'no token at all': 'undefined',
    'thousands of characters': 'x'.repeat(5_000),
  };
}

function rsaSigned(header: Json, claims: Json, key: KeyObject): string {
  const content = parts(header, claims);
  return `${content}.${sign('sha256', Buffer.from(content), key).toString('base64url')}`;
}

const parts = (header: Json, claims: Json): string => `${encode(header)}.${encode(claims)}`;
const encode = (part: Json): string => Buffer.from(JSON.stringify(part)).toString('base64url');
const decode = (part: string): Json => JSON.parse(Buffer.from(part, 'base64url').toString()) as Json;
