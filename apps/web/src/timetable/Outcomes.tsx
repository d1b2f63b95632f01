import { useEffect, useRef, useState } from 'react';
import { useProblemText } from '../api/problem-text.ts';
import { Button } from '../design/Button.tsx';
import { Notice } from '../design/Notice.tsx';
import { useSectionsById } from '../enrolment/queries.ts';
import type { Enrollment } from '../enrolment/types.ts';
import { outcomesOf, type Outcome } from './entries.ts';
import { useTimetableText } from './messages.ts';
import styles from './Outcomes.module.css';

interface OutcomesProps {
  /** All of the term; `undefined` while they are loaded. */
  readonly enrolments: readonly Enrollment[] | undefined;
}

/**
 * Says what became of applications while the page is open. What was rejected is shown until somebody has read it, for it is gone from
 * the week; the rest is seen there, and only read out here.
 */
export function Outcomes({ enrolments }: OutcomesProps) {
  const t = useTimetableText();
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([]);
  const before = useRef<readonly Enrollment[]>(undefined);
  useEffect(() => {
    if (!enrolments) return;
    const decided = outcomesOf(before.current ?? [], enrolments);
    before.current = enrolments;
    if (decided.length === 0) return;
    const ids = new Set(decided.map(({ enrolment }) => enrolment.id));
    setOutcomes((known) => [...known.filter(({ enrolment }) => !ids.has(enrolment.id)), ...decided]);
  }, [enrolments]);
  const rejected = outcomes.filter(({ enrolment }) => enrolment.status === 'rejected');
  const others = outcomes.filter((outcome) => !rejected.includes(outcome));
  return (
    <>
      <div role="status" className="visually-hidden">
        {others.map(({ enrolment }) => (
          <p key={`${enrolment.id} ${enrolment.status}`}>
            <OutcomeWords enrolment={enrolment} />
          </p>
        ))}
      </div>
      {rejected.length > 0 && (
        <div className={styles['outcomes']}>
          {rejected.map(({ enrolment }) => (
            <Rejection key={enrolment.id} enrolment={enrolment} />
          ))}
          <Button size="small" onClick={() => setOutcomes([])}>
            {t('dismiss')}
          </Button>
        </div>
      )}
    </>
  );
}

interface OutcomeProps {
  readonly enrolment: Outcome['enrolment'];
}

function OutcomeWords({ enrolment: { sectionId, status } }: OutcomeProps) {
  const t = useTimetableText();
  const name = useSectionName(sectionId);
  return t(status === 'pending' ? 'outcome-pending' : 'outcome-confirmed', { name });
}

function Rejection({ enrolment: { sectionId, reason } }: OutcomeProps) {
  const t = useTimetableText();
  const name = useSectionName(sectionId);
  const { title, next } = useProblemText()(reason ?? 'other');
  return (
    <Notice kind="bad" title={t('outcome-rejected', { name, reason: title })}>
      <p>{next}</p>
    </Notice>
  );
}

const useSectionName = (sectionId: string): string =>
  useSectionsById([sectionId]).sections.get(sectionId)?.code ?? sectionId;
