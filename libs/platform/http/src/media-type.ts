import type { FastifyReply } from 'fastify';
import Negotiator from 'negotiator';

/** The media type of `offered` that the client likes best; the first where it does not say, or likes none of them. */
export function preferredMediaType<Offered extends string>(
  reply: FastifyReply,
  offered: readonly [Offered, ...Offered[]],
): Offered {
  const best = new Negotiator(reply.request).mediaType([...offered]);
  return offered.find((type) => type === best) ?? offered[0];
}

/** What a controller's method returns to answer with this text instead of the JSON of its route's result. */
export function asText(reply: FastifyReply, mediaType: string, text: string): never {
  void reply.type(`${mediaType}; charset=utf-8`);
  return text as never;
}
