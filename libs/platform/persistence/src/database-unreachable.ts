// Postgres' own codes (57P01 admin shutdown, 57P03 cannot connect now, 53300 too many connections, class 08), Node's, and
// Prisma's for a server that it cannot reach.
const unreachable =
  /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|57P0[123]|53300|08\d{3}|P1001|P1002|P1008|P1017|P2024|P2037)$/;

/** Whether an error says that the database cannot be reached now, so that the same may well work in a moment. */
export function isDatabaseUnreachable(error: unknown): boolean {
  for (let cause = error, depth = 0; cause && depth < 5; depth++) {
    const { code, cause: next, message } = cause as { code?: unknown; cause?: unknown; message?: unknown };
    if (typeof code === 'string' && unreachable.test(code)) return true;
    if (
      typeof message === 'string' &&
      /Connection terminated|timeout exceeded when trying to connect/.test(message)
    ) {
      return true;
    }
    cause = next;
  }
  return false;
}
