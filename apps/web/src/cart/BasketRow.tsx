import { Link } from '@tanstack/react-router';
import { Button } from '../design/Button.tsx';
import { ProblemNotice } from '../design/ProblemNotice.tsx';
import type { Attempt } from '../enrolment/attempts.ts';
import { ClashNote } from '../enrolment/ClashNote.tsx';
import { CreditChoice } from '../enrolment/CreditChoice.tsx';
import { creditsText } from '../enrolment/credits.ts';
import { EnrolmentStatus } from '../enrolment/EnrolmentStatus.tsx';
import { MeetingTimes } from '../enrolment/MeetingTimes.tsx';
import { useEnrolmentText } from '../enrolment/messages.ts';
import type { Occupied } from '../enrolment/occupied.ts';
import { SeatMeter } from '../enrolment/SeatMeter.tsx';
import type { SectionActions } from '../enrolment/section-actions.ts';
import type { Enrollment, Seats, Section } from '../enrolment/types.ts';
import type { BasketItem } from './basket.ts';
import styles from './CartPage.module.css';
import { useCartText } from './messages.ts';

interface BasketRowProps {
  readonly item: BasketItem<Section>;
  readonly seats: Seats | undefined;
  /** Where one has it already. */
  readonly enrolment: Enrollment | undefined;
  readonly clashes: readonly Occupied[];
  readonly attempt: Attempt | undefined;
  readonly actions: SectionActions;
}

/** One section of the cart. */
export function BasketRow({ item, seats, enrolment, clashes, attempt, actions }: BasketRowProps) {
  const t = useCartText();
  const te = useEnrolmentText();
  const { section, sectionId, credits } = item;
  const named = section ?? { id: sectionId, code: sectionId, title: '' };
  return (
    <li className={styles['item']}>
      <div>
        <Link to="/sections/$sectionId" params={{ sectionId }}>
          {section ? `${section.code} ${section.title}` : t('unknownSection', { id: sectionId })}
        </Link>
        {section && <MeetingTimes meetings={section.meetings} />}
        {enrolment && <EnrolmentStatus enrolment={enrolment} />}
        <ClashNote clashes={clashes} />
      </div>
      <div className={styles['credits']}>
        {section && section.credits.min !== section.credits.max ? (
          <CreditChoice
            label={t('credits')}
            credits={section.credits}
            chosen={credits ?? section.credits.min}
            onChoose={(chosen) => actions.putIntoCart(section, chosen)}
          />
        ) : (
          section && te('credits', { count: section.credits.max, text: creditsText(section.credits) })
        )}
      </div>
      {section ? <SeatMeter seats={seats} capacity={section.capacity} /> : <span />}
      <Button
        size="small"

        busy={attempt?.running ?? false}
        aria-label={`${t('remove')}: ${named.code}`}
        onClick={() => actions.takeFromCart(named)}
      >
        {t('remove')}
      </Button>
      {attempt?.problem !== undefined && (
        <div className={styles['problem']}>
          <ProblemNotice problem={attempt.problem} {...(attempt.retry && { onRetry: attempt.retry })} />
        </div>
      )}
    </li>
  );
}
