import { Button } from '../design/Button.tsx';
import { chooseLanguage } from '../i18n/i18n.ts';
import { useLanguage } from '../i18n/language.ts';
import { useShellText } from './messages.ts';

/** Shows the site in the other language. Its name is in that language, for those who cannot read this one. */
export function LanguageSwitch() {
  const t = useShellText();
  const other = useLanguage() === 'ko' ? 'en' : 'ko';
  return (
    <Button kind="quiet" size="small" lang={other} onClick={() => chooseLanguage(other)}>
      {t('language')}
    </Button>
  );
}
