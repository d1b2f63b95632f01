/** Ids are positive integers of at most so many digits; longer ones would not fit the database's type. */
const ID = /^[1-9]\d{0,17}$/;

/** The id in a text that a client sent; undefined where no notification can have it. */
export function readNotificationId(text: string): bigint | undefined {
  return ID.test(text) ? BigInt(text) : undefined;
}
