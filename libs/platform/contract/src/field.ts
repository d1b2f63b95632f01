import { z } from 'zod';

/** An opaque id. */
export const Id = z.string().min(1).max(200);

/** An instant, ISO 8601 UTC. */
export const Instant = z.iso.datetime();

/** An amount of money in minor units (cents, won). */
export const Money = z.number().int();

/** A page of a list: `limit` 1..200, and the `nextCursor` of the page before. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().min(1).max(2_000).optional(),
});

/** One page; no `nextCursor` means that it is the last. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().optional() });

/** The path parameter of a single thing. */
export const IdParams = z.object({ id: Id });
