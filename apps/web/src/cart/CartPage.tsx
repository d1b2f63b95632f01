import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import { useSession } from '../api/session.ts';
import { Notice } from '../design/Notice.tsx';
import { Page } from '../design/Page.tsx';
import { ProblemNotice } from '../design/ProblemNotice.tsx';
import { useAnnouncement } from '../enrolment/announcement.tsx';
import { newIdempotencyKey } from '../enrolment/idempotency-key.ts';
import { useEnrolCart } from '../enrolment/mutations.ts';
import { useCart, useSectionsById, useTerms } from '../enrolment/queries.ts';
import { useSectionActions } from '../enrolment/section-actions.ts';
import { SignInNote } from '../enrolment/SignInNote.tsx';
import { isPassing } from '../api/problem.ts';
import { useVariant } from '../variant/variant.ts';
import { basketsOf } from './basket.ts';
import { EnrolAll } from './EnrolAll.tsx';
import { useCartText } from './messages.ts';
import { Outcomes } from './Outcomes.tsx';
import { TermBasketView } from './TermBasketView.tsx';

/** What a student is going to register for, and the button that does it. */
export default function CartPage() {
  const t = useCartText();
  const { user } = useSession();
  const variant = useVariant();
  return (
    <Page title={t('title')}>
      <SignInNote />
      {user?.role === 'registrar' && <Notice kind="info" title={t('forStudents')} />}
      {user?.role === 'student' && <Cart key={`${variant} ${user.id}`} />}
    </Page>
  );
}

function Cart() {
  const t = useCartText();
  const { data: cart, error, refetch } = useCart();
  const enrolCart = useEnrolledCart();
  const { announce, region } = useAnnouncement();
  const { actions, attemptOf } = useSectionActions(announce);
  const results = enrolCart.data ?? [];
  const terms = useTerms();
  const { sections, problem } = useSectionsById(
    [...(cart ?? []), ...results].map(({ sectionId }) => sectionId),
  );
  const sectionOf = (id: string) => sections.get(id);
  const baskets = basketsOf(cart ?? [], sectionOf);
  const inCart = new Set(cart?.map(({ sectionId }) => sectionId));
  return (
    <>
      {region}
      {error && <ProblemNotice problem={error} onRetry={() => void refetch()} />}
      {!error && (problem ?? terms.error) && <ProblemNotice problem={problem ?? terms.error} />}
      {enrolCart.error && (
        <ProblemNotice
          problem={enrolCart.error}
          {...(isPassing(enrolCart.error) && { onRetry: enrolCart.again })}
        />
      )}
      {results.length > 0 && (
        <Outcomes
          results={results}
          inCart={inCart}
          sectionOf={sectionOf}
          actions={actions}
          attemptOf={attemptOf}
          onClose={enrolCart.reset}
        />
      )}
      {!cart && !error && <p className="loading">{t('loading')}</p>}
      {cart?.length === 0 && results.length === 0 && <EmptyCart />}
      {baskets.map((basket) => (
        <TermBasketView
          key={basket.term ?? ''}
          basket={basket}
          cart={cart ?? []}
          term={terms.data?.find(({ id }) => id === basket.term)}
          actions={actions}
          attemptOf={attemptOf}
        />
      ))}
      {cart && cart.length > 0 && (
        <EnrolAll
          terms={(terms.data ?? []).filter(({ id }) => baskets.some(({ term }) => term === id))}
          isRunning={enrolCart.isPending}
          onEnrol={enrolCart.begin}
        />
      )}
    </>
  );
}

/** Enrols in the whole cart; the same press sent again has the same key, so nothing happens twice. */
function useEnrolledCart() {
  const enrolCart = useEnrolCart();
  const key = useRef('');
  const again = () => enrolCart.mutate(key.current);
  const begin = () => {
    if (enrolCart.isPending) return;
    key.current = newIdempotencyKey();
    again();
  };
  return { ...enrolCart, begin, again };
}

function EmptyCart() {
  const t = useCartText();
  return (
    <Notice kind="info" title={t('empty')}>
      <p>{t('emptyNext')}</p>
      <Link to="/sections">{t('toCatalog')}</Link>
    </Notice>
  );
}
