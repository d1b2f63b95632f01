import { describe, expect, it } from '@jest/globals';
import { unreadIn, withNew, withRead } from './notification-pages.ts';

const NOW = '2026-03-02T09:00:00Z';

const list = (...pages: string[][]) => ({
  pages: pages.map((ids) => ({ items: ids.map((id): { id: string; readAt?: string } => ({ id })) })),
  pageParams: pages.map(() => undefined),
});

const idsOf = ({ pages }: ReturnType<typeof list>) => pages.map(({ items }) => items.map(({ id }) => id));

describe('the list of notifications', () => {
  it('takes a new one in front', () => {
    expect(idsOf(withNew(list(['2', '1']), { id: '3' }))).toEqual([['3', '2', '1']]);
    expect(idsOf(withNew(list(['3', '2'], ['1']), { id: '4' }))).toEqual([['4', '3', '2'], ['1']]);
    expect(idsOf(withNew(list(), { id: '1' }))).toEqual([['1']]);
  });

  it('takes one only once', () => {
    expect(idsOf(withNew(list(['2'], ['1']), { id: '1' }))).toEqual([['2'], ['1']]);
  });

  it('knows which were not read', () => {
    const marked = withRead(list(['3', '2'], ['1']), ['2', '1'], NOW);
    expect(unreadIn(marked)).toEqual(['3']);
    expect(marked.pages[1]!.items[0]).toEqual({ id: '1', readAt: NOW });
  });

  it('keeps when one was read first', () => {
    const once = withRead(list(['1']), ['1'], NOW);
    expect(withRead(once, ['1'], '2026-03-03T09:00:00Z')).toEqual(once);
  });
});
