/** A notification, as far as the list looks at it. */
interface Listed {
  id: string;
  readAt?: string | undefined;
}

/** The pages that were read so far, the newest first. */
export interface NotificationPages<Item extends Listed = Listed> {
  pages: { items: Item[]; nextCursor?: string | undefined }[];
  pageParams: unknown[];
}

/** With one that came by the stream. It may be there already, for a list that was read meanwhile holds it too. */
export function withNew<List extends NotificationPages>(
  list: List,
  notification: List['pages'][number]['items'][number],
): List {
  if (list.pages.some(({ items }) => items.some(({ id }) => id === notification.id))) return list;
  const [first = { items: [] }, ...rest] = list.pages;
  return { ...list, pages: [{ ...first, items: [notification, ...first.items] }, ...rest] };
}

/** With some of them marked as read at that instant. */
export function withRead<List extends NotificationPages>(
  list: List,
  ids: readonly string[],
  readAt: string,
): List {
  const mark = <Item extends Listed>(item: Item): Item =>
    ids.includes(item.id) && !item.readAt ? { ...item, readAt } : item;
  return { ...list, pages: list.pages.map((page) => ({ ...page, items: page.items.map(mark) })) };
}

/** The ids of those that were not read. */
export const unreadIn = ({ pages }: NotificationPages): string[] =>
  pages.flatMap(({ items }) => items.filter(({ readAt }) => !readAt).map(({ id }) => id));
