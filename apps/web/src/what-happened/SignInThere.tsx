import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { sessionOf } from '../api/session.ts';
import { Button } from '../design/Button.tsx';
import { Field } from '../design/Field.tsx';
import { ProblemNotice } from '../design/ProblemNotice.tsx';
import type { Variant } from '../variant/variant.ts';
import { useWhatHappenedText } from './messages.ts';
import styles from './SignInThere.module.css';

interface SignInThereProps {
  readonly variant: Variant;
  readonly username: string;
  readonly onSignedIn: () => void;
}

/** Signs in to the variant that is not shown: each has sessions of its own. */
export function SignInThere({ variant, username, onSignedIn }: SignInThereProps) {
  const t = useWhatHappenedText();
  const [name, setName] = useState(username);
  const [password, setPassword] = useState('');
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => sessionOf(variant).signIn(name, password),
    onSuccess: onSignedIn,
    retry: false,
  });
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        mutate();
      }}
    >
      <p>{t('sign-in-there', { variant: t(variant) })}</p>
      <Field label={t('username')}>
        {(control) => (
          <input
            {...control}
            autoComplete="username"
            required
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        )}
      </Field>
      <Field label={t('password')}>
        {(control) => (
          <input
            {...control}
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={({ target }) => setPassword(target.value)}
          />
        )}
      </Field>
      <Button type="submit" busy={isPending}>
        {t('sign-in-and-replay')}
      </Button>
      {error && <ProblemNotice problem={error} />}
    </form>
  );
}
