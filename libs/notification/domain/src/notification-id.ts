/** Ids are positive integers of at most so many digits; longer ones would not fit the database's type. */
const ID = /^[1-9]\d{0,17}$/;

/** What stands before the first notification: who goes on from here gets all of them. */
export const BEFORE_ALL = 0n;

/** The id in a text that a client sent; undefined where no notification can have it. */
export function readNotificationId(text: string): bigint | undefined {
  return ID.test(text) ? BigInt(text) : undefined;
}

/** The place in a student's notifications that a client goes on from: an id, or 0 for the beginning. */
export function readLastEventId(text: string): bigint | undefined {
  return text === '0' ? BEFORE_ALL : readNotificationId(text);
}
