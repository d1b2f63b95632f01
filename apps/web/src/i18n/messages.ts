import { i18next } from './i18n.ts';
import { useLanguage, type Language } from './language.ts';

type Base<Key> = Key extends `${infer Name}_${'one' | 'other'}` ? Name : Key;

/** Looks a text up and fills in its places, such as `{{count}}`. */
export type Text<Key extends string> = (key: Key, values?: Record<string, string | number>) => string;

/**
 * The texts of a feature in both languages; a key that one of them lacks is refused by the compiler.
 *
 * @param name - of the feature, once in the site
 * @returns a hook that gives the function to look a text up with
 */
export function defineMessages<const En extends Record<string, string>>(
  name: string,
  texts: { en: En; ko: Record<keyof En, string> },
): () => Text<Base<keyof En & string>> {
  for (const [language, bundle] of Object.entries(texts)) i18next.addResourceBundle(language, name, bundle);
  type FeatureText = Text<Base<keyof En & string>>;
  // The same function for all who show texts of the feature, so that a row of a long list is not drawn again because of it.
  const made = new Map<Language, FeatureText>();
  return function useText() {
    const language = useLanguage();
    const text = made.get(language) ?? lookUp(language, name);
    made.set(language, text);
    return text;
  };
}

function lookUp(language: Language, name: string): Text<string> {
  const t = i18next.getFixedT(language, name);
  return (key, values) => t(key, { ...values });
}
