import { useMutation } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { sessionOf } from '../api/session.ts';
import { Button } from '../design/Button.tsx';
import { Field } from '../design/Field.tsx';
import { Page } from '../design/Page.tsx';
import { ProblemNotice } from '../design/ProblemNotice.tsx';
import { otherVariant, useVariant } from '../variant/variant.ts';
import { useSignInText } from './messages.ts';
import styles from './SignInPage.module.css';

/** Signs in to the variant that is shown, and to the other one as well, so that one can switch. */
export default function SignInPage() {
  const t = useSignInText();
  const variant = useVariant();
  const navigate = useNavigate();
  const from = useSearch({ strict: false, select: (search) => pathOf((search as { from?: unknown }).from) });
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const signIn = useMutation({
    mutationFn: async () => {
      await sessionOf(variant).signIn(username, password);
      // Not waited for: whoever has an account in one alone is signed in to that one.
      sessionOf(otherVariant(variant))
        .signIn(username, password)
        .catch(() => undefined);
    },
    onSuccess: () => navigate({ to: from }),
  });
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (username && password) signIn.mutate();
  };
  const missing = (value: string) => (tried && !value ? t('missing') : undefined);
  return (
    <Page title={t('title')}>
      <form className={styles['form']} onSubmit={submit} noValidate>
        <Field label={t('username')} error={missing(username)}>
          {(control) => (
            <input
              {...control}
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              value={username}
              onChange={({ target }) => setUsername(target.value)}
            />
          )}
        </Field>
        <Field label={t('password')} error={missing(password)}>
          {(control) => (
            <input
              {...control}
              type="password"
              autoComplete="current-password"
              value={password}
              onChange={({ target }) => setPassword(target.value)}
            />
          )}
        </Field>
        <Button kind="primary" type="submit" busy={signIn.isPending}>
          {t('sign-in')}
        </Button>
        {signIn.isError && <ProblemNotice problem={signIn.error} />}
        <p className={styles['hint']}>{t('demo')}</p>
        <p className={styles['hint']}>{t('both')}</p>
      </form>
    </Page>
  );
}

/** Where one came from, if it is a path of this site. */
const pathOf = (from: unknown): string =>
  typeof from === 'string' && /^\/(?!\/)/.test(from) && from !== '/' ? from : '/sections';
