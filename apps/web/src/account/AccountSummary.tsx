import { useFormats } from '../i18n/formats.ts';
import { useAccountText } from './messages.ts';
import styles from './Account.module.css';
import type { Account } from './queries.ts';

/** What is owed, and how much of the limit that is. */
export function AccountSummary({ account }: { readonly account: Account }) {
  const t = useAccountText();
  const formats = useFormats();
  const { balance, limit, currency } = account;
  const money = (minor: number) => formats.money(minor, currency);
  const use = t('limit-use', { balance: money(Math.max(0, balance)), limit: money(limit) });
  return (
    <section className={styles['summary']}>
      <dl className={styles['figures']}>
        <div>
          <dt>{t(balance < 0 ? 'credit' : 'balance')}</dt>
          <dd className={styles['balance']}>{money(Math.abs(balance))}</dd>
        </div>
        <div>
          <dt>{t('limit')}</dt>
          <dd>{money(limit)}</dd>
        </div>
        <div>
          <dt>{t('left')}</dt>
          <dd>{money(Math.max(0, limit - balance))}</dd>
        </div>
      </dl>
      {limit > 0 && (
        <meter
          className={styles['meter']}
          min={0}
          max={limit}
          low={limit * 0.75}
          high={limit * 0.95}
          optimum={0}
          value={Math.max(0, Math.min(balance, limit))}
          aria-label={use}
          title={use}
        />
      )}
    </section>
  );
}
