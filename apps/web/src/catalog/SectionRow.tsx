import { Link } from '@tanstack/react-router';
import { memo, useMemo } from 'react';
import { ProblemNotice } from '../design/ProblemNotice.tsx';
import { ApplyButtons } from '../enrolment/ApplyButtons.tsx';
import type { Attempt } from '../enrolment/attempts.ts';
import { ClashNote } from '../enrolment/ClashNote.tsx';
import { creditsText } from '../enrolment/credits.ts';
import { MeetingTimes } from '../enrolment/MeetingTimes.tsx';
import { useEnrolmentText } from '../enrolment/messages.ts';
import { clashesOf, type Occupied } from '../enrolment/occupied.ts';
import type { Phase } from '../enrolment/registration.ts';
import { SeatMeter } from '../enrolment/SeatMeter.tsx';
import type { SectionActions } from '../enrolment/section-actions.ts';
import type { Enrollment, Seats, Section } from '../enrolment/types.ts';
import styles from './SectionList.module.css';

interface SectionRowProps {
  readonly section: Section;
  readonly seats: Seats | undefined;
  readonly enrolment: Enrollment | undefined;
  readonly isInCart: boolean;
  readonly occupied: readonly Occupied[];
  readonly phase: Phase | undefined;
  readonly attempt: Attempt | undefined;
  /** Left out for who is no student. */
  readonly actions: SectionActions | undefined;
}

/** The cells of a section. Rows in view are many and seats change often: only a row of which something has changed is drawn again. */
export const SectionRow = memo(function SectionRow(props: SectionRowProps) {
  const { section, seats, enrolment, isInCart, occupied, phase, attempt, actions } = props;
  const t = useEnrolmentText();
  const clashes = useMemo(() => clashesOf(section, occupied), [section, occupied]);
  return (
    <div className={styles['columns']} role="presentation">
      <div role="cell" className={styles['name']}>
        <Link to="/sections/$sectionId" params={{ sectionId: section.id }}>
          <span className={styles['code']}>{section.code}</span> {section.title}
        </Link>
        <p className={styles['instructors']}>{section.instructors.join(', ')}</p>
      </div>
      <div role="cell" className={styles['credits']}>
        {t('credits', { count: section.credits.max, text: creditsText(section.credits) })}
      </div>
      <div role="cell">
        <MeetingTimes meetings={section.meetings} />
        <ClashNote clashes={clashes} />
      </div>
      <div role="cell">
        <SeatMeter seats={seats} capacity={section.capacity} />
      </div>
      <div role="cell" className={styles['actions']}>
        {actions && (
          <ApplyButtons
            section={section}
            seats={seats}
            enrolment={enrolment}
            isInCart={isInCart}
            phase={phase}
            attempt={attempt}
            actions={actions}
          />
        )}
      </div>
      {attempt?.problem !== undefined && (
        <div role="cell" className={styles['problem']}>
          <ProblemNotice problem={attempt.problem} {...(attempt.retry && { onRetry: attempt.retry })} />
        </div>
      )}
    </div>
  );
});
