import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { memo, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useAnnouncement } from '../enrolment/announcement.tsx';
import { usePhase } from '../enrolment/clock.ts';
import { useDecisions } from '../enrolment/decisions.ts';
import { enrolmentIn } from '../enrolment/held.ts';
import { useLiveSeats } from '../enrolment/live.ts';
import { PartDownNotice } from '../enrolment/PartDownNotice.tsx';
import { occupiedBy } from '../enrolment/occupied.ts';
import { useCart, useEnrolments, useStudentId } from '../enrolment/queries.ts';
import { useOutcomeWords, useSectionActions } from '../enrolment/section-actions.ts';
import type { Enrollment, Section, Term } from '../enrolment/types.ts';
import { useCatalogText } from './messages.ts';
import { moveBetweenRows } from './move-between-rows.ts';
import styles from './SectionList.module.css';
import { SectionRow } from './SectionRow.tsx';
import { useMedia } from './use-media.ts';

interface SectionListProps {
  readonly term: Term;
  readonly found: readonly Section[];
  /** All that is loaded of the term: what one is enrolled in need not be found. */
  readonly all: readonly Section[];
}

/** Until a row has been measured; `WIDE` as in the style sheet. */
const ROW = { wide: 72, card: 188 };
const WIDE = '(width >= 64rem)';
const COLUMNS = ['colSection', 'colCredits', 'colTimes', 'colSeats', 'colActions'] as const;

/** The sections found, of which only those in view are in the page, each with its seats and what one can do with it. */
export const SectionList = memo(function SectionList({ term, found, all }: SectionListProps) {
  const t = useCatalogText();
  const { announce, region } = useAnnouncement();
  const { actions, attemptOf } = useSectionActions(announce);
  const isStudent = useStudentId() !== undefined;
  const phase = usePhase(term);
  const { data: enrolments, error: failure } = useEnrolments(term.id);
  const cart = useCart().data;
  const byId = useMemo(() => new Map(all.map((section) => [section.id, section])), [all]);
  const occupied = useMemo(
    () => occupiedBy(enrolments ?? [], cart ?? [], (id) => byId.get(id)),
    [enrolments, cart, byId],
  );
  const inCart = useMemo(() => new Set(cart?.map(({ sectionId }) => sectionId)), [cart]);
  const tellOutcome = useOutcomeWords(announce);
  const tellDecision = useCallback(
    (enrolment: Enrollment) => {
      const section = byId.get(enrolment.sectionId);
      if (section) tellOutcome(section, enrolment);
    },
    [byId, tellOutcome],
  );
  useDecisions(enrolments, tellDecision);

  const isWide = useMedia(WIDE);
  const body = useRef<HTMLDivElement>(null);
  const top = useTopOf(body);
  const rows = useWindowVirtualizer({
    count: found.length,
    estimateSize: () => (isWide ? ROW.wide : ROW.card),
    overscan: 2,
    scrollMargin: top,
    getItemKey: useCallback((index: number) => found[index]?.id ?? index, [found]),
  });
  const inView = rows.getVirtualItems();
  const { seats, problem } = useLiveSeats(inView.flatMap(({ index }) => found[index]?.id ?? []));

  return (
    <>
      {region}
      <PartDownNotice problem={problem ?? failure} />
      <div role="table" aria-label={t('list')} aria-rowcount={found.length + 1} className={styles['table']}>
        <div role="rowgroup" className={styles['head']}>
          <div role="row" aria-rowindex={1} className={styles['columns']}>
            {COLUMNS.map((column) => (
              <span role="columnheader" key={column}>
                {t(column)}
              </span>
            ))}
          </div>
        </div>
        <div
          role="rowgroup"
          ref={body}
          className={styles['body']}
          style={{ blockSize: rows.getTotalSize() }}
          onKeyDown={(event) => moveBetweenRows(event, found.length, (index) => rows.scrollToIndex(index))}
        >
          {inView.map(({ index, key, start }) => {
            const section = found[index]!;
            return (
              <div
                role="row"
                key={key}
                data-index={index}
                ref={rows.measureElement}
                aria-rowindex={index + 2}
                className={styles['row']}
                style={{ transform: `translateY(${start - top}px)` }}
              >
                <SectionRow
                  section={section}
                  seats={seats[section.id]}
                  enrolment={enrolments && enrolmentIn(enrolments, section.id)}
                  isInCart={inCart.has(section.id)}
                  occupied={occupied}
                  phase={phase}
                  attempt={attemptOf(section.id)}
                  actions={isStudent ? actions : undefined}
                />
              </div>
            );
          })}
        </div>
      </div>
    </>
  );
});

/** How far an element is from the top of the page; what is above it comes and goes, and with it the height of the page changes. */
function useTopOf(element: React.RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0);
  useEffect(() => {
    const measure = () => {
      if (element.current) setTop(Math.round(element.current.getBoundingClientRect().top + window.scrollY));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [element]);
  return top;
}
