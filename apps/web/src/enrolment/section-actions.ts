import { useCallback, useMemo } from 'react';
import { useProblemText } from '../api/problem-text.ts';
import { useAttempts, type Attempts } from './attempts.ts';
import { newIdempotencyKey } from './idempotency-key.ts';
import { useEnrolmentText } from './messages.ts';
import { useDrop, useEnrol, usePutIntoCart, useSwap, useTakeFromCart } from './mutations.ts';
import type { Enrollment, Section } from './types.ts';

type Named = Pick<Section, 'id' | 'code' | 'title'>;

/** All that a student can do with a section. */
export interface SectionActions {
  readonly enrol: (section: Named, credits?: number) => void;
  readonly join: (section: Named, credits?: number) => void;
  readonly swap: (section: Named, dropEnrollmentId: string, credits?: number) => void;
  readonly drop: (section: Named, enrollmentId: string) => void;
  readonly putIntoCart: (section: Named, credits?: number) => void;
  readonly takeFromCart: (section: Named) => void;
}

/**
 * What a student can do with the sections of a page. What comes of it is said by `announce`; what is refused is kept beside the
 * section that it was about.
 */
export function useSectionActions(announce: (text: string) => void): {
  actions: SectionActions;
  attemptOf: Attempts['of'];
} {
  const t = useEnrolmentText();
  const tellOutcome = useOutcomeWords(announce);
  const { of: attemptOf, run } = useAttempts();
  const { mutateAsync: enrol } = useEnrol();
  const { mutateAsync: swap } = useSwap();
  const { mutateAsync: drop } = useDrop();
  const { mutateAsync: putIntoCart } = usePutIntoCart();
  const { mutateAsync: takeFromCart } = useTakeFromCart();
  const actions = useMemo<SectionActions>(() => {
    const apply = (section: Named, credits: number | undefined, waitlist: boolean) => {
      // One key for this press of the button, however often the request is sent.
      const application = { sectionId: section.id, credits, waitlist, key: newIdempotencyKey() };
      run(
        section.id,
        () => enrol(application),
        (enrolment) => tellOutcome(section, enrolment),
      );
    };
    return {
      enrol: (section, credits) => apply(section, credits, false),
      join: (section, credits) => apply(section, credits, true),
      swap: (section, dropEnrollmentId, credits) => {
        const wish = { dropEnrollmentId, sectionId: section.id, credits, key: newIdempotencyKey() };
        run(
          section.id,
          () => swap(wish),
          (enrolment) => tellOutcome(section, enrolment),
        );
      },
      drop: (section, enrollmentId) =>
        run(
          section.id,
          () => drop(enrollmentId),
          () => announce(t('doneDropped', { section: nameOf(section) })),
        ),
      putIntoCart: (section, credits) =>
        run(
          section.id,
          () => putIntoCart({ sectionId: section.id, credits }),
          () => announce(t('doneCartAdd', { section: nameOf(section) })),
        ),
      takeFromCart: (section) =>
        run(
          section.id,
          () => takeFromCart(section.id),
          () => announce(t('doneCartTake', { section: nameOf(section) })),
        ),
    };
  }, [run, enrol, swap, drop, putIntoCart, takeFromCart, announce, tellOutcome, t]);
  return { actions, attemptOf };
}

/** Says in words what became of an application. */
export function useOutcomeWords(announce: (text: string) => void) {
  const t = useEnrolmentText();
  const words = useProblemText();
  return useCallback(
    (section: Named, { status, position, reason }: Enrollment) => {
      const name = nameOf(section);
      if (status === 'confirmed') announce(t('doneConfirmed', { section: name }));
      if (status === 'pending') announce(t('donePending', { section: name }));
      if (status === 'waitlisted') announce(t('doneWaitlisted', { section: name, position: position ?? 0 }));
      if (status === 'rejected')
        announce(t('doneRejected', { section: name, reason: words(reason ?? 'other').title }));
    },
    [announce, t, words],
  );
}

const nameOf = ({ code, title }: Named): string => `${code} ${title}`;
