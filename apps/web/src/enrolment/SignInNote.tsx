import { Link, useLocation } from '@tanstack/react-router';
import { Notice } from '../design/Notice.tsx';
import { useSession } from '../api/session.ts';
import { useEnrolmentText } from './messages.ts';

/** Asks who is not signed in to do so; nothing for anybody else. */
export function SignInNote() {
  const t = useEnrolmentText();
  const { status } = useSession();
  const from = useLocation({ select: ({ pathname }) => pathname });
  if (status !== 'signed-out') return null;
  return (
    <Notice kind="info">
      <p>
        {t('signInToRegister')}{' '}
        <Link to="/sign-in" search={(search) => ({ ...search, from })}>
          {t('signIn')}
        </Link>
      </p>
    </Notice>
  );
}
