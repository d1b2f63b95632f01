import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useApi } from '../api/client.ts';
import { useCart, useEnrolments, useSectionsById, useStudentId } from '../enrolment/queries.ts';
import type { Section } from '../enrolment/types.ts';
import { useVariant } from '../variant/variant.ts';
import { entriesOf, type Entry } from './entries.ts';
import { timetableQuery } from './queries.ts';

/** A section of somebody's week. */
export type SectionEntry = Entry<Section>;

/** What tells entries apart. While a swap within a section is decided, the section is there twice. */
export const idOf = ({ enrolment, sectionId }: SectionEntry): string => enrolment?.id ?? sectionId;

/** All that has to do with a student's week in a term, put together from the parts that can be had. */
export function useWeek(term: string) {
  const timetable = useQuery(timetableQuery(useApi(), useVariant(), useStudentId() ?? '', term));
  const enrolments = useEnrolments(term);
  const cart = useCart();
  const held = timetable.data?.entries;
  const waiting = enrolments.data?.filter(({ status }) => status === 'waitlisted') ?? [];
  const wished = cart.data ?? [];
  const missing = [...waiting, ...wished].map(({ sectionId }) => sectionId);
  const { sections } = useSectionsById(missing);
  const entries = useMemo(
    () =>
      entriesOf<Section>({
        held: held ?? [],
        enrolments: enrolments.data ?? [],
        // A cart holds sections of several terms.
        cart: (cart.data ?? []).filter(({ sectionId }) => sections.get(sectionId)?.term === term),
        sectionOf: (id) => sections.get(id),
      }),
    [held, enrolments.data, cart.data, sections, term],
  );
  return { timetable, enrolments, entries };
}
