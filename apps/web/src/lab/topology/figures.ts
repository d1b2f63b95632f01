import { useMemo } from 'react';
import { useLanguage } from '../../i18n/language.ts';

/** Writes live figures with their units: short, so that they do not jump about. */
export function useFigures() {
  const language = useLanguage();
  return useMemo(() => figuresIn(language), [language]);
}

function figuresIn(language: string) {
  const formats = (options: Intl.NumberFormatOptions) => {
    const whole = new Intl.NumberFormat(language, { ...options, maximumFractionDigits: 0 });
    const small = new Intl.NumberFormat(language, { ...options, maximumSignificantDigits: 2 });
    return (value: number) => (Math.abs(value) < 10 ? small : whole).format(value);
  };
  const megabytes = formats({ style: 'unit', unit: 'megabyte' });
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  return {
    number: formats({}),
    milliseconds: formats({ style: 'unit', unit: 'millisecond' }),
    megabytes: (bytes: number) => megabytes(bytes / 1e6),
    /** Of one core: two cores are 200 %. */
    percent: (share: number) => percent.format(share),
  };
}
