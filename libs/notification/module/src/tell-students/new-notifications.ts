/** The channel of the database on which writers of notifications say who has new ones. */
export const NEW_NOTIFICATIONS = 'notification';

/** Postgres takes messages of less than 8,000 bytes. */
const MESSAGE_BYTES = 7_900;

/** Says that these students have new notifications: in as few messages as may be, because every process hears each of them. */
export function messagesFor(studentIds: readonly string[]): string[] {
  const messages: string[][] = [];
  let left = 0;
  for (const id of new Set(studentIds)) {
    const bytes = Buffer.byteLength(JSON.stringify(id)) + 1;
    if (bytes > left) {
      messages.push([]);
      left = MESSAGE_BYTES - 2;
    }
    messages.at(-1)!.push(id);
    left -= bytes;
  }
  return messages.map((ids) => JSON.stringify(ids));
}

/** The students in such a message. */
export function studentsIn(message: string): string[] {
  return JSON.parse(message) as string[];
}
