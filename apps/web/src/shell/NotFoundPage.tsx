import { Link } from '@tanstack/react-router';
import { Page } from '../design/Page.tsx';
import { useShellText } from './messages.ts';

/** Where an address leads nowhere. */
export function NotFoundPage() {
  const t = useShellText();
  return (
    <Page title={t('not-found')}>
      <p>
        <Link to="/sections">{t('not-found.next')}</Link>
      </p>
    </Page>
  );
}
