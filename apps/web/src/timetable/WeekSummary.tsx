import { useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { accountQuery } from '../account/queries.ts';
import { useApi } from '../api/client.ts';
import { Notice } from '../design/Notice.tsx';
import { useStudentId } from '../enrolment/queries.ts';
import { useFormats } from '../i18n/formats.ts';
import { useVariant } from '../variant/variant.ts';
import { useTimetableText } from './messages.ts';
import type { Timetable } from './queries.ts';
import styles from './WeekSummary.module.css';

interface WeekSummaryProps {
  readonly timetable: Timetable;
  readonly waiting: number;
}

/** Credits and tuition of a week, and which part of it cannot be had now. */
export function WeekSummary({ timetable, waiting }: WeekSummaryProps) {
  const t = useTimetableText();
  const { number } = useFormats();
  const { entries, credits, partial = [] } = timetable;
  const pending = entries.filter(({ enrollment }) => enrollment.status === 'pending').length;
  return (
    <>
      {partial.map((part) => (
        <Notice key={part} kind="warn" title={t(`partial-${part}`)}>
          <p>{t(`partial-${part}-what`)}</p>
        </Notice>
      ))}
      <dl className={styles['summary']}>
        <div>
          <dt>{t('courses')}</dt>
          <dd>{number(entries.length)}</dd>
        </div>
        <div>
          <dt>{t('credits')}</dt>
          <dd>{number(credits)}</dd>
        </div>
        <div>
          <dt>{t('tuition')}</dt>
          <dd>
            <Tuition minor={timetable.tuition} />
          </dd>
        </div>
        {waiting > 0 && (
          <div>
            <dt>{t('waiting-for')}</dt>
            <dd>{number(waiting)}</dd>
          </div>
        )}
      </dl>
      <p role="status" className={styles['pending']}>
        {pending > 0 && !partial.includes('billing') && t('pending-note', { count: pending })}
      </p>
    </>
  );
}

/** Only the account knows the currency. */
function Tuition({ minor }: { readonly minor: number | undefined }) {
  const t = useTimetableText();
  const formats = useFormats();
  const { data } = useQuery(accountQuery(useApi(), useVariant(), useStudentId() ?? ''));
  // To make the formatter of a currency takes a slow phone longer than all the rest: it gets a turn of its own.
  const account = useDeferredValue(data, null);
  if (minor === undefined) return t('tuition-unknown');
  return account ? formats.money(minor, account.currency) : formats.number(minor);
}
