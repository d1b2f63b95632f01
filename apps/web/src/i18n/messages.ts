import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { i18next } from './i18n.ts';

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
  return function useText() {
    const { t } = useTranslation(name);
    return useCallback((key, values) => t(key, { ...values, ns: name }) as string, [t]);
  };
}
