import { overloaded, unavailable, type Problem } from '@sugang/contract';

// Postgres' own codes (57P01 admin shutdown, 57P03 cannot connect now, 53300 too many connections, class 08), Node's, and
// Prisma's for a server that it cannot reach.
const unreachable =
  /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|57P0[123]|53300|08\d{3}|P1001|P1002|P1008|P1017|P2024|P2037)$/;

const unreachableMessage =
  /Connection terminated|timeout exceeded when trying to connect|is not queryable|Query read timeout/;

// 40001 and 40P01: two transactions stood in each other's way, and one had to go; 55P03, 57014 and 25P03: a wait was too long.
// P2034 is Prisma's word for the first two.
const busy = /^(40001|40P01|55P03|57014|25P03|P2034)$/;

/**
 * What an error of the database means to a caller: `unavailable` when it cannot be reached now, `overloaded` when it gave a
 * transaction up for the sake of others; undefined for anything else. Either way the same may well work in a moment.
 */
export function databaseProblem(error: unknown): Problem | undefined {
  if (hasCause(error, unreachable, unreachableMessage)) {
    return unavailable('The database cannot be reached now. Try again in a moment.');
  }
  return hasCause(error, busy) ? overloaded('The database is busy now. Try again in a moment.') : undefined;
}

/** Whether the error, or what it was caused by, has such a code or message. */
function hasCause(error: unknown, codes: RegExp, messages?: RegExp): boolean {
  for (let cause = error, depth = 0; cause && depth < 5; depth++) {
    const { code, cause: next, message } = cause as { code?: unknown; cause?: unknown; message?: unknown };
    if (typeof code === 'string' && codes.test(code)) return true;
    if (typeof message === 'string' && messages?.test(message)) return true;
    cause = next;
  }
  return false;
}
