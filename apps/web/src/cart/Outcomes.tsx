import { useEffect, useRef } from 'react';
import { Button } from '../design/Button.tsx';
import type { Attempts } from '../enrolment/attempts.ts';
import type { SectionActions } from '../enrolment/section-actions.ts';
import type { CartResult, Section } from '../enrolment/types.ts';
import { useFormats } from '../i18n/formats.ts';
import styles from './CartPage.module.css';
import { useCartText } from './messages.ts';
import { Outcome } from './Outcome.tsx';

interface OutcomesProps {
  readonly results: readonly CartResult[];
  readonly inCart: ReadonlySet<string>;
  readonly sectionOf: (sectionId: string) => Section | undefined;
  readonly actions: SectionActions;
  readonly attemptOf: Attempts['of'];
  readonly onClose: () => void;
}

/** What became of each section when the whole cart was registered. */
export function Outcomes({ results, inCart, sectionOf, actions, attemptOf, onClose }: OutcomesProps) {
  const t = useCartText();
  const { number } = useFormats();
  const heading = useRef<HTMLHeadingElement>(null);
  // Whoever pressed the button is led to what came of it.
  useEffect(() => heading.current?.focus(), [results]);
  const done = results.filter(({ enrollment }) => enrollment).length;
  return (
    <section className={styles['outcomes']} aria-labelledby="outcomes">
      <h2 id="outcomes" ref={heading} tabIndex={-1}>
        {t('outcomes')}: {t('summary', { done: number(done), all: number(results.length) })}
      </h2>
      <ul>
        {results.map((result) => (
          <Outcome
            key={result.sectionId}
            result={result}
            section={sectionOf(result.sectionId)}
            isInCart={inCart.has(result.sectionId)}
            attempt={attemptOf(result.sectionId)}
            actions={actions}
          />
        ))}
      </ul>
      <Button size="small" onClick={onClose}>
        {t('dismiss')}
      </Button>
    </section>
  );
}
