import { PrismaPg } from '@prisma/adapter-pg';
import type { UnitOfWorkPool } from './unit-of-work-pool.ts';

/** The parts of a generated Prisma client that its making needs. */
interface Extensible {
  $extends(extension: object): unknown;
  _runtimeDataModel: { models: Record<string, { fields: { name: string }[] }> };
}

type Where = Record<string, unknown>;
type Arguments = { where?: Where };
/** A model's methods, as an extension sees them: those of the transaction's client inside `$transaction`. */
type Delegate = Record<'findFirst' | 'findFirstOrThrow', (args: unknown) => unknown> & { $name: string };

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
  const rewritten = (delegate: Delegate, args: Arguments): Arguments => {
    const fields = new Set(client._runtimeDataModel.models[delegate.$name]!.fields.map(({ name }) => name));
    return { ...args, where: asFilter(args.where ?? {}, fields) };
  };
  return client.$extends({
    model: {
      $allModels: {
        findUnique(this: Delegate, args: Arguments) {
          return this.findFirst(rewritten(this, args));
        },
        findUniqueOrThrow(this: Delegate, args: Arguments) {
          return this.findFirstOrThrow(rewritten(this, args));
        },
      },
    },
  }) as C;
}

/**
 * `{ a_b: { a, b } }`, the way to name a compound key, which only `findUnique` knows, becomes a filter on `a` and `b`.
 *
 * @throws Error where a key is undefined: `findFirst` would leave it out and find just any row
 */
function asFilter(where: Where, fields: Set<string>): Where {
  const given = Object.entries(where);
  const isKnown = ([key]: [string, unknown]) => fields.has(key) || ['AND', 'OR', 'NOT'].includes(key);
  const compoundKeys = given.filter((entry) => !isKnown(entry)).map(([, value]) => value as Where);
  const parts = [Object.fromEntries(given.filter(isKnown)), ...compoundKeys];
  const values = parts.flatMap((part) => Object.values(part));
  if (values.length === 0 || values.includes(undefined))
    throw new Error('findUnique needs a value for each key.');
  return { AND: parts };
}
