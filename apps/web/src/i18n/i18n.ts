import i18next from 'i18next';
import type { Language } from './language.ts';

const KEPT = 'sugang.language';

/** Brings up the texts in the language that was chosen before, or else in the browser's. Features add their own texts, see `defineMessages`. */
function begin() {
  void i18next.init({
    lng: firstLanguage(),
    fallbackLng: false,
    supportedLngs: ['en', 'ko'],
    resources: {},
    // Keys are whole: a full stop in one is no way into another.
    keySeparator: false,
    nsSeparator: false,
    // React escapes what it shows.
    interpolation: { escapeValue: false },
    // The compiler sees to the texts that are named; one that is made up at run time and not there must not pass in silence.
    saveMissing: true,
    missingKeyHandler: (languages, feature, key) =>
      console.error(`There is no text "${feature}.${key}" in`, languages),
  });
  i18next.on('languageChanged', nameLanguage);
  nameLanguage(i18next.language);
}

function firstLanguage(): Language {
  const kept = localStorage.getItem(KEPT);
  if (kept === 'en' || kept === 'ko') return kept;
  const known = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag === 'en' || tag === 'ko');
  return known === 'ko' ? 'ko' : 'en';
}

/** Screen readers pronounce by it. */
function nameLanguage(language: string) {
  document.documentElement.lang = language;
}

/** Shows the site in another language, now and at the next visit. */
export function chooseLanguage(language: Language): void {
  localStorage.setItem(KEPT, language);
  void i18next.changeLanguage(language);
}

begin();
export { i18next };
