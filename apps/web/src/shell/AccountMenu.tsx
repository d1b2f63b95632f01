import { useQueryClient } from '@tanstack/react-query';
import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { sessionOf, useSession } from '../api/session.ts';
import { Button } from '../design/Button.tsx';
import buttonStyles from '../design/Button.module.css';
import { useVariant } from '../variant/variant.ts';
import { useShellText } from './messages.ts';
import styles from './AccountMenu.module.css';

/** Who is signed in, and the way in and out. */
export function AccountMenu() {
  const t = useShellText();
  const variant = useVariant();
  const { user } = useSession();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const from = useLocation({ select: ({ pathname }) => pathname });
  if (!user)
    return (
      <Link
        to="/sign-in"
        search={(search) => ({ ...search, from })}
        className={`${buttonStyles['button']} ${buttonStyles['small']}`}
      >
        {t('sign-in')}
      </Link>
    );
  const signOut = async () => {
    await sessionOf(variant).signOut();
    // The next who sits here sees nothing of this one.
    queries.removeQueries({ queryKey: [variant] });
    await navigate({ to: '/' });
  };
  return (
    <>
      <span className={styles['name']}>
        <span className="visually-hidden">{t('signed-in', { name: user.name })}</span>
        <span aria-hidden>{user.name}</span>
      </span>
      <Button size="small" onClick={() => void signOut()}>
        {t('sign-out')}
      </Button>
    </>
  );
}
