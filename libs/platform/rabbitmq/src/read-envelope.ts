import type { EventEnvelope } from '@sugang/contract';
import { Envelope } from '@sugang/events';

/** The event in a message, or what is wrong with it. */
export function readEnvelope(content: Buffer): EventEnvelope | string {
  try {
    const { data, error } = Envelope.safeParse(JSON.parse(content.toString()));
    return data ?? `This is no event: ${error.issues[0]!.path.join('.')} ${error.issues[0]!.message}.`;
  } catch {
    return 'This is no event: it is no JSON.';
  }
}
