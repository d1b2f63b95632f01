import { useId, useState } from 'react';
import { Button } from '../../design/Button.tsx';
import { Field } from '../../design/Field.tsx';
import { Notice } from '../../design/Notice.tsx';
import { keepControlToken, OrderRefused, useControlToken } from '../live/control.ts';
import { useTopologyText } from './messages.ts';
import styles from './ControlPanel.module.css';

/** Where the token goes in, without which nothing can be changed; and why the last order was not done. */
export function ControlPanel({ problem }: { readonly problem: Error | null }) {
  const t = useTopologyText();
  const heading = useId();
  const token = useControlToken();
  return (
    <section className={styles['panel']} aria-labelledby={heading}>
      <h2 id={heading}>{t('controls-title')}</h2>
      {token ? (
        <div className={styles['kept']}>
          <p>{t('token-kept')}</p>
          <Button size="small" onClick={() => keepControlToken('')}>
            {t('forget-token')}
          </Button>
        </div>
      ) : (
        <TokenForm />
      )}
      {problem && <OrderProblem problem={problem} />}
    </section>
  );
}

function TokenForm() {
  const t = useTopologyText();
  const [text, setText] = useState('');
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        keepControlToken(text.trim());
      }}
    >
      <Field label={t('token')} hint={t('token-hint')}>
        {(control) => (
          <input
            {...control}
            value={text}
            onChange={({ target }) => setText(target.value)}
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </Field>
      <Button type="submit" disabled={text.trim() === ''}>
        {t('use-token')}
      </Button>
    </form>
  );
}

/** Why the lab did not do what it was told. */
export function OrderProblem({ problem }: { readonly problem: Error }) {
  const t = useTopologyText();
  const why = problem instanceof OrderRefused ? problem.why : 'other';
  return (
    <Notice kind="bad" title={t(`why-${why}`)}>
      {why === 'other' && problem.message && <p lang="en">{problem.message}</p>}
    </Notice>
  );
}
