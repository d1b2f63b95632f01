import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { unwrap, useApi } from '../api/client.ts';
import { ProblemNotice } from '../design/ProblemNotice.tsx';
import { clashes } from '../enrolment/clashes.ts';
import { useLiveSeats } from '../enrolment/live.ts';
import { MeetingTimes } from '../enrolment/MeetingTimes.tsx';
import { SeatMeter } from '../enrolment/SeatMeter.tsx';
import type { Section } from '../enrolment/types.ts';
import { useVariant } from '../variant/variant.ts';
import { useEntryName } from './entry-name.ts';
import styles from './EntryDialog.module.css';
import { useTimetableText } from './messages.ts';
import type { SectionEntry } from './use-week.ts';

interface SwapChoicesProps {
  readonly term: string;
  readonly search: string;
  /** The section that one has. */
  readonly without: string;
  readonly others: readonly SectionEntry[];
  readonly chosen: Section | undefined;
  readonly onChoose: (section: Section) => void;
}

/** Enough to choose from; whoever looks for something else types more of it. */
const MOST = 20;

/** The sections that an enrolment may be swapped for, each with how it would fit. */
export function SwapChoices({ term, search, without, others, chosen, onChoose }: SwapChoicesProps) {
  const t = useTimetableText();
  const nameOf = useEntryName();
  const api = useApi();
  const variant = useVariant();
  const found = useQuery({
    queryKey: [variant, 'swap-choices', term, search],
    queryFn: ({ signal }) => {
      const query = { term, limit: MOST, ...(search.trim() && { q: search.trim() }) };
      return unwrap(api.GET('/api/sections', { params: { query }, signal }));
    },
    placeholderData: keepPreviousData,
  });
  const sections = found.data?.items.filter(({ id, status }) => id !== without && status === 'open') ?? [];
  const { seats } = useLiveSeats(sections.map(({ id }) => id));
  const inTheWay = (section: Section) =>
    others.filter((other) => other.section && clashes(section.meetings, other.section.meetings));
  return (
    <fieldset className={styles['choices']}>
      <legend>{t('swap-choices')}</legend>
      {found.isError && <ProblemNotice problem={found.error} />}
      {found.isSuccess && sections.length === 0 && <p>{t('swap-none')}</p>}
      {sections.map((section) => {
        const clashing = inTheWay(section);
        return (
          <label key={section.id} className={styles['choice']}>
            <input
              type="radio"
              name="swap-for"
              checked={chosen?.id === section.id}
              onChange={() => onChoose(section)}
            />
            <span className={styles['choice-words']}>
              <span>
                <strong>{section.code}</strong> {section.title}
              </span>
              <MeetingTimes meetings={section.meetings} />
              <SeatMeter seats={seats[section.id]} capacity={section.capacity} />
              {clashing.length > 0 ? (
                <span className={styles['clash']}>
                  ⚠ {t('clashes-with', { names: clashing.map(nameOf).join(', ') })}
                </span>
              ) : (
                <span className={styles['fits']}>✓ {t('fits')}</span>
              )}
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
