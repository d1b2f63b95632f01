import { idempotencyKeyReused } from '@sugang/contract';
import type { Claim } from './idempotency-store.ts';
import type { KeptAnswer } from './kept-answer.ts';

/** What a request gets whose key is not fresh: the answer that was kept, or the refusal of a key that came with another body. */
export function replayOf(claim: Exclude<Claim, { kind: 'fresh' }>): KeptAnswer {
  if (claim.kind === 'replay') return claim.answer;
  const refusal = idempotencyKeyReused(
    'This Idempotency-Key came with another body before. Use a new key for each request.',
  );
  return { problem: refusal.toData() };
}
