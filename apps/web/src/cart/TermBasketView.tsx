import { useMemo } from 'react';
import type { Attempts } from '../enrolment/attempts.ts';
import { creditsHeld, isActive } from '../enrolment/held.ts';
import { useLiveSeats } from '../enrolment/live.ts';
import { clashesOf, occupiedBy } from '../enrolment/occupied.ts';
import { PartDownNotice } from '../enrolment/PartDownNotice.tsx';
import { useEnrolments, useSectionsById } from '../enrolment/queries.ts';
import { RegistrationWindows } from '../enrolment/RegistrationWindows.tsx';
import type { SectionActions } from '../enrolment/section-actions.ts';
import type { CartItem, Section, Term } from '../enrolment/types.ts';
import { useFormats } from '../i18n/formats.ts';
import { creditsOf, type TermBasket } from './basket.ts';
import { BasketRow } from './BasketRow.tsx';
import styles from './CartPage.module.css';
import { useCartText } from './messages.ts';

interface TermBasketViewProps {
  readonly basket: TermBasket<Section>;
  readonly cart: readonly CartItem[];
  readonly term: Term | undefined;
  readonly actions: SectionActions;
  readonly attemptOf: Attempts['of'];
}

/** What is in the cart of one term: when it can be registered, what clashes, and how many credits it makes. */
export function TermBasketView({ basket, cart, term, actions, attemptOf }: TermBasketViewProps) {
  const t = useCartText();
  const { number } = useFormats();
  const { data: enrolments, error } = useEnrolments(basket.term);
  const { seats, problem } = useLiveSeats(basket.items.map(({ sectionId }) => sectionId));
  const active = (enrolments ?? []).filter(isActive);
  const { sections } = useSectionsById([...active, ...cart].map(({ sectionId }) => sectionId));
  const occupied = useMemo(
    () => occupiedBy(enrolments ?? [], cart, (id) => sections.get(id)),
    [enrolments, cart, sections],
  );
  const held = creditsHeld(enrolments ?? []);
  const had = new Set(active.map(({ sectionId }) => sectionId));
  const credits = creditsOf(basket.items, had);
  const clashing = basket.items.filter(({ section }) => section && clashesOf(section, occupied).length > 0);
  return (
    <section className={styles['basket']}>
      <h2>{term?.name ?? basket.term ?? t('unknownTerm')}</h2>
      {term && <RegistrationWindows term={term} />}
      <PartDownNotice problem={problem ?? error} />
      <ul className={styles['items']} aria-label={t('sections')}>
        {basket.items.map((item) => (
          <BasketRow
            key={item.sectionId}
            item={item}
            seats={seats[item.sectionId]}
            enrolment={active.find(({ sectionId }) => sectionId === item.sectionId)}
            clashes={item.section ? clashesOf(item.section, occupied) : []}
            attempt={attemptOf(item.sectionId)}
            actions={actions}
          />
        ))}
      </ul>
      {basket.term !== undefined && (
        <p className={styles['sum']} role="status">
          {held > 0
            ? t('sum', {
                cart: number(credits),
                held: number(held),
                total: number(credits + held),
              })
            : t('sumCart', { count: credits, text: number(credits) })}
          {clashing.length > 0 && (
            <span className={styles['clashing']}>{t('clashes', { count: clashing.length })}</span>
          )}
        </p>
      )}
    </section>
  );
}
