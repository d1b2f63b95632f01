/** No account holds more. */
const MOST_MINOR = 1_000_000_000_000;

/**
 * The amount in minor units that somebody typed, such as `12,000` or `12.50`.
 *
 * @returns nothing where it is no amount of that currency
 */
export function minorUnits(text: string, currency: string): number | undefined {
  const digits = fractionDigits(currency);
  const plain = text.replaceAll(/[,\s]/g, '');
  const [, whole = '', fraction = ''] = /^(\d+)(?:\.(\d+))?$/.exec(plain) ?? [];
  if (whole === '' || fraction.length > digits) return undefined;
  const minor = Number(whole + fraction.padEnd(digits, '0'));
  return minor <= MOST_MINOR ? minor : undefined;
}

/** An amount as it is typed. */
export function typedAmount(minor: number, currency: string): string {
  const digits = fractionDigits(currency);
  return digits === 0 ? String(minor) : (minor / 10 ** digits).toFixed(digits);
}

/** How many digits the minor unit of a currency has: two for the dollar, none for the won. */
const fractionDigits = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 0;
