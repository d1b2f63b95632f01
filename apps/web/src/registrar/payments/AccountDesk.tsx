import { useQuery } from '@tanstack/react-query';
import { AccountSummary } from '../../account/AccountSummary.tsx';
import { Ledger } from '../../account/Ledger.tsx';
import { accountOfQuery, type Account } from '../../account/queries.ts';
import { useApi } from '../../api/client.ts';
import { ProblemNotice } from '../../design/ProblemNotice.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { useVariant } from '../../variant/variant.ts';
import { fieldError } from '../field-errors.ts';
import { AmountForm } from './AmountForm.tsx';
import { usePaymentsText } from './messages.ts';
import { typedAmount } from './money-input.ts';
import styles from './Payments.module.css';
import { usePay, useSetLimit } from './use-account-changes.ts';

/** A student's account, with what a registrar can do with it. */
export function AccountDesk({ studentId }: { readonly studentId: string }) {
  const t = usePaymentsText();
  const account = useQuery(accountOfQuery(useApi(), useVariant(), studentId));
  return (
    <>
      {account.isError && <ProblemNotice problem={account.error} onRetry={() => void account.refetch()} />}
      {account.isPending && <p role="status">{t('loading')}</p>}
      {account.data && (
        <>
          <h2>{t('account', { student: studentId })}</h2>
          <AccountSummary account={account.data} />
          <div className={styles['forms']}>
            <PaymentForm account={account.data} />
            <LimitForm account={account.data} />
          </div>
          <Ledger account={account.data} />
        </>
      )}
    </>
  );
}

function PaymentForm({ account: { studentId, currency } }: { readonly account: Account }) {
  const t = usePaymentsText();
  const { money } = useFormats();
  const pay = usePay(studentId);
  return (
    <AmountForm
      title={t('pay')}
      label={t('amount', { currency })}
      button={t('pay-button')}
      wrong={t('amount-wrong')}
      least={1}
      currency={currency}
      initial=""
      busy={pay.isPending}
      problem={pay.error}
      refusal={fieldError(pay.error, 'amount')}
      done={pay.data && t('paid', { amount: money(pay.data.amount, currency) })}
      onSubmit={(amount, done) => pay.mutate(amount, { onSuccess: done })}
    />
  );
}

function LimitForm({ account: { studentId, currency, limit } }: { readonly account: Account }) {
  const t = usePaymentsText();
  const { money } = useFormats();
  const setLimit = useSetLimit(studentId);
  return (
    <AmountForm
      title={t('limit-title')}
      label={t('limit', { currency })}
      hint={t('limit-hint')}
      button={t('limit-button')}
      wrong={t('limit-wrong')}
      least={0}
      currency={currency}
      initial={typedAmount(limit, currency)}
      busy={setLimit.isPending}
      problem={setLimit.error}
      refusal={fieldError(setLimit.error, 'limit')}
      done={setLimit.data && t('limited', { amount: money(setLimit.data.limit, currency) })}
      onSubmit={(amount) => setLimit.mutate(amount)}
    />
  );
}
