import i18next from 'i18next';
import { useSyncExternalStore } from 'react';

/** The languages of the site. */
export type Language = 'en' | 'ko';

/** The language that is shown. */
export const useLanguage = (): Language => useSyncExternalStore(onLanguageChange, shownLanguage);

function onLanguageChange(listener: () => void) {
  i18next.on('languageChanged', listener);
  return () => i18next.off('languageChanged', listener);
}

const shownLanguage = () => i18next.language as Language;
