import type { Ratio } from './ratio.ts';

/** What measuring said of one part of a claim: it is so, it is not, or the rounds do not tell. */
export type PartAnswer = 'so' | 'not so' | 'inside the noise';

/**
 * What the parts of a claim say of the whole. Where a part is inside the noise, the whole is as well, unless it is the same whichever way
 * that part falls: so no verdict turns into its opposite by chance.
 */
export function wholeOf(
  parts: readonly PartAnswer[],
): 'holds' | 'does not hold' | 'depends' | 'inside the noise' {
  const has = (answer: PartAnswer) => parts.includes(answer);
  if (has('so') && has('not so')) return 'depends';
  if (has('inside the noise')) return 'inside the noise';
  return has('not so') ? 'does not hold' : 'holds';
}

/** Whether all values are within limits, all are outside, or some of each. */
export function partOf(values: readonly number[], isSo: (value: number) => boolean): PartAnswer {
  const so = values.filter(isSo).length;
  if (so === values.length) return 'so';
  return so === 0 ? 'not so' : 'inside the noise';
}

/** A part of a claim that says that there is less of something. */
export const lessIsSo: Readonly<Record<Ratio['difference'], PartAnswer>> = {
  less: 'so',
  more: 'not so',
  'inside-noise': 'inside the noise',
};

/** A part of a claim that says that there is more of something. */
export const moreIsSo: Readonly<Record<Ratio['difference'], PartAnswer>> = {
  less: 'not so',
  more: 'so',
  'inside-noise': 'inside the noise',
};
