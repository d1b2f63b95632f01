import { useMemo } from 'react';
import { useLanguage } from '../i18n/language.ts';

/** Writes milliseconds, with a decimal place where they are few. */
export function useMilliseconds(): (value: number) => string {
  const language = useLanguage();
  return useMemo(() => {
    const format = (digits: number) =>
      new Intl.NumberFormat(language, {
        style: 'unit',
        unit: 'millisecond',
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      });
    const [few, many] = [format(1), format(0)];
    return (value) => (value < 100 ? few : many).format(value);
  }, [language]);
}
