import { Button } from '../design/Button.tsx';
import { Notice } from '../design/Notice.tsx';
import { useShellText } from './messages.ts';

/** What can be done where something broke, or its code could not be loaded, as after an update of the site. */
export function ReloadNotice() {
  const t = useShellText();
  return (
    <Notice kind="bad">
      <p>{t('failure.next')}</p>
      <Button onClick={() => location.reload()}>{t('reload')}</Button>
    </Notice>
  );
}
