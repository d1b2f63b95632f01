import { invalidInput } from '@sugang/contract';
import { createHash } from 'node:crypto';
import type { z } from 'zod';

/**
 * Makes the cursors of a list. A cursor holds the key of the last item and a mark of the list that it belongs to; one
 * that is broken, or of another list or filter, is refused.
 *
 * @param list what the list shows: its name, whose it is, its filters
 * @param Key the schema of an item's sort key
 */
export function cursorsOf<Key extends z.ZodType>(list: Record<string, unknown>, Key: Key) {
  const mark = createHash('sha1').update(JSON.stringify(list)).digest('base64url').slice(0, 12);
  return {
    /** The cursor after an item with this key. */
    after(key: z.input<Key>): string {
      return Buffer.from(JSON.stringify([mark, key])).toString('base64url');
    },
    /**
     * The key in a cursor; undefined where there is none.
     * @throws Problem `invalid-input`
     */
    read(cursor: string | undefined): z.output<Key> | undefined {
      if (cursor === undefined) return undefined;
      const [foundMark, key] = parse(cursor);
      const result = Key.safeParse(key);
      if (foundMark !== mark || !result.success || !isStorable(result.data)) {
        throw invalidInput([{ path: 'query.cursor', message: 'is not a cursor of this list' }]);
      }
      return result.data;
    },
  };
}

/** Cuts a list that was read one longer than asked for into a page. */
export function pageFrom<Item>(
  items: Item[],
  limit: number,
  cursorAfter: (item: Item) => string,
): { items: Item[]; nextCursor?: string } {
  if (items.length <= limit) return { items };
  const page = items.slice(0, limit);
  return { items: page, nextCursor: cursorAfter(page.at(-1)!) };
}

function parse(cursor: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

const isStorable = (key: unknown): boolean => !JSON.stringify(key).includes('\\u0000');
