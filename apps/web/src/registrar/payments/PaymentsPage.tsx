import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '../../design/Button.tsx';
import { Field } from '../../design/Field.tsx';
import { Page } from '../../design/Page.tsx';
import { OnlyFor } from '../../sign-in/OnlyFor.tsx';
import { AccountDesk } from './AccountDesk.tsx';
import { usePaymentsText } from './messages.ts';
import styles from './Payments.module.css';

/** Finds a student's account, takes payments and sets its limit. */
export default function PaymentsPage() {
  const t = usePaymentsText();
  const { student } = useSearch({ from: '/registrar/payments' });
  return (
    <OnlyFor role="registrar" title={t('title')}>
      {() => <Payments key={student} student={student} />}
    </OnlyFor>
  );
}

function Payments({ student }: { readonly student: string | undefined }) {
  const t = usePaymentsText();
  const navigate = useNavigate();
  const [text, setText] = useState(student ?? '');
  const [tried, setTried] = useState(false);
  const find = (event: React.FormEvent) => {
    event.preventDefault();
    setTried(true);
    const id = text.trim();
    if (id) void navigate({ to: '/registrar/payments', search: (search) => ({ ...search, student: id }) });
  };
  return (
    <Page title={t('title')}>
      <form className={styles['find']} onSubmit={find} noValidate>
        <Field
          label={t('student')}
          hint={t('student-hint')}
          error={tried && !text.trim() ? t('student-missing') : undefined}
        >
          {(control) => (
            <input
              {...control}
              autoCapitalize="none"
              autoComplete="off"
              spellCheck={false}
              value={text}
              onChange={({ target }) => setText(target.value)}
            />
          )}
        </Field>
        <div className={styles['actions']}>
          <Button kind="primary" type="submit">
            {t('find')}
          </Button>
          <Link to="/registrar/sections">{t('rosters')}</Link>
        </div>
      </form>
      {student && <AccountDesk studentId={student} />}
    </Page>
  );
}
