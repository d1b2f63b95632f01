import { expect } from '@jest/globals';
import { notificationRoutes } from '@sugang/notification-contracts';
import type { Client } from './client.ts';
import { eventually } from './eventually.ts';

/** What a student was told about a section, the oldest first. */
export async function toldAbout(student: Client, section: { id: string }): Promise<string[]> {
  const { items } = await student.call(notificationRoutes.list, { query: { limit: 200 } });
  return items
    .filter(({ sectionId }) => sectionId === section.id)
    .map(({ kind }) => kind)
    .toReversed();
}

/** Waits until a student was told this about a section: all of it, in this order, and nothing else. */
export async function isTold(student: Client, section: { id: string }, ...kinds: string[]): Promise<void> {
  await eventually(async () => expect(await toldAbout(student, section)).toEqual(kinds));
}
