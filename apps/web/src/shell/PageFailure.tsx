import { Page } from '../design/Page.tsx';
import { useShellText } from './messages.ts';
import { ReloadNotice } from './ReloadNotice.tsx';

/** Where a page broke, or its code could not be loaded, as after an update of the site. */
export function PageFailure() {
  const t = useShellText();
  return (
    <Page title={t('failure')}>
      <ReloadNotice />
    </Page>
  );
}
