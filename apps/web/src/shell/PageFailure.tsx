import { Button } from '../design/Button.tsx';
import { Notice } from '../design/Notice.tsx';
import { Page } from '../design/Page.tsx';
import { useShellText } from './messages.ts';

/** Where a page broke, or its code could not be loaded, as after an update of the site. */
export function PageFailure() {
  const t = useShellText();
  return (
    <Page title={t('failure')}>
      <Notice kind="bad">
        <p>{t('failure.next')}</p>
        <Button onClick={() => location.reload()}>{t('reload')}</Button>
      </Notice>
    </Page>
  );
}
