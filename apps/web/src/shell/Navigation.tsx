import { Link } from '@tanstack/react-router';
import { useSession } from '../api/session.ts';
import { UnreadBadge } from './UnreadBadge.tsx';
import { useShellText } from './messages.ts';
import styles from './Navigation.module.css';

const forStudents = [
  { to: '/sections', text: 'sections' },
  { to: '/cart', text: 'cart' },
  { to: '/timetable', text: 'timetable' },
  { to: '/account', text: 'account' },
  { to: '/notifications', text: 'notifications' },
] as const;

const forRegistrars = [
  { to: '/sections', text: 'sections' },
  { to: '/registrar/sections', text: 'rosters' },
  { to: '/registrar/terms', text: 'terms' },
  { to: '/registrar/import', text: 'import' },
  { to: '/registrar/payments', text: 'payments' },
] as const;

const forEverybody = [{ to: '/sections', text: 'sections' }] as const;
const lab = { to: '/lab', text: 'lab' } as const;

/** The ways to the pages that somebody may use. */
export function Navigation() {
  const t = useShellText();
  const { user } = useSession();
  const links =
    user?.role === 'student' ? forStudents : user?.role === 'registrar' ? forRegistrars : forEverybody;
  return (
    <nav aria-label={t('navigation')} className={styles['navigation']}>
      <ul>
        {[...links, lab].map(({ to, text }) => (
          <li key={to}>
            <Link to={to} activeProps={{ className: styles['here']! }}>
              {t(text)}
              {text === 'notifications' && <UnreadBadge />}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
