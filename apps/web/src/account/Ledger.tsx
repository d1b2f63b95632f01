import type { ReactNode } from 'react';
import { useFormats } from '../i18n/formats.ts';
import styles from './Account.module.css';
import { ledgerOf, type LedgerLine } from './ledger.ts';
import { useAccountText } from './messages.ts';
import type { Account } from './queries.ts';

interface LedgerProps {
  readonly account: Account;
  /** What a charge is for, where it is known. */
  readonly nameOf?: (enrollmentId: string) => ReactNode;
}

/** All charges and payments of an account. */
export function Ledger({ account, nameOf }: LedgerProps) {
  const t = useAccountText();
  const formats = useFormats();
  const lines = ledgerOf(account);
  const money = (minor: number) => formats.money(minor, account.currency);
  return (
    <section className={styles['ledger']}>
      <h2>{t('ledger')}</h2>
      {lines.length === 0 && <p>{t('empty')}</p>}
      {lines.length > 0 && (
        <div className={styles['scroll']} role="region" aria-label={t('ledger')} tabIndex={0}>
          <table className={styles['table']}>
            <thead>
              <tr>
                <th scope="col">{t('date')}</th>
                <th scope="col">{t('what')}</th>
                <th scope="col" className={styles['money']}>
                  {t('amount')}
                </th>
                <th scope="col" className={styles['money']}>
                  {t('after')}
                </th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={line.key}>
                  <td>
                    <time dateTime={line.createdAt}>{formats.instant(line.createdAt)}</time>
                  </td>
                  <td>
                    {t(line.kind)} <Charged line={line} nameOf={nameOf} />
                  </td>
                  <td className={styles['money']}>{money(line.change)}</td>
                  <td className={styles['money']}>{money(line.balance)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Charged({ line, nameOf }: { line: LedgerLine; nameOf: LedgerProps['nameOf'] }) {
  const name = line.enrollmentId !== undefined && nameOf?.(line.enrollmentId);
  return name ? <span className={styles['for']}>{name}</span> : null;
}
