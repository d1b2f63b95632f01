import { PrismaPg } from '@prisma/adapter-pg';
import type { UnitOfWorkPool } from './unit-of-work-pool.ts';

/** The parts of a generated Prisma client that its making needs. */
interface Extensible {
  $extends(extension: object): unknown;
  _runtimeDataModel: { models: Record<string, { fields: { name: string }[] }> };
}

type Arguments = { where?: Record<string, unknown> };
type Delegates = Record<string, Record<string, (args: unknown) => unknown>>;

/**
 * Makes a context's Prisma client over the process' pool.
 *
 * Prisma merges `findUnique` calls of one tick into one query, across requests: a request could be answered on another's
 * transaction, with rows that were never committed. `findFirst` is not merged, so the client turns one into the other.
 * A test holds it so.
 *
 * @param Client the context's generated `PrismaClient`
 * @param schema the context's database schema
 */
export function createPrismaClient<C>(
  Client: new (options: { adapter: PrismaPg }) => C,
  pool: UnitOfWorkPool,
  schema: string,
): C {
  const client = new Client({ adapter: new PrismaPg(pool, { schema }) }) as C & Extensible;
  const rewrite =
    (operation: string) =>
    ({ model, args }: { model: string; args: Arguments }) => {
      const fields = new Set(client._runtimeDataModel.models[model]!.fields.map((field) => field.name));
      const delegate = (client as unknown as Delegates)[model[0]!.toLowerCase() + model.slice(1)]!;
      return delegate[operation]!({ ...args, where: withoutCompoundKeys(args.where ?? {}, fields) });
    };
  return client.$extends({
    query: {
      $allModels: { findUnique: rewrite('findFirst'), findUniqueOrThrow: rewrite('findFirstOrThrow') },
    },
  }) as C;
}

/** `{ a_b: { a, b } }`, the way to name a compound key, which only `findUnique` knows, becomes `{ a, b }`. */
function withoutCompoundKeys(where: Record<string, unknown>, fields: Set<string>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(where).flatMap(([key, value]) =>
      fields.has(key) || ['AND', 'OR', 'NOT'].includes(key)
        ? [[key, value]]
        : Object.entries(value as object),
    ),
  );
}
