import type { Credits } from '../section.ts';
import { RowFault } from './row-fault.ts';

/** No course has more; it also keeps absurd numbers out of the database. */
const MOST_CREDITS = 99;

/**
 * Reads credits as the file writes them: "3 hours.", "1 TO 4 hours." (any from 1 to 4), "3 OR 4 hours." (one of the
 * two, also of more: "1 OR 2 OR 4").
 */
export function parseCredits(text: string): Credits {
  const match = /^(\d+)(?:\s+TO\s+(\d+)|((?:\s+OR\s+\d+)+))?\s+hours?\.?$/i.exec(text.trim());
  if (!match)
    throw new RowFault(`The credits "${text}" are not like "3 hours.", "1 TO 4 hours." or "3 OR 4 hours."`);
  const [, first, upTo, others] = match;
  const values = [first, upTo, ...(others?.match(/\d+/g) ?? [])].filter((v) => v !== undefined).map(Number);
  const min = Math.min(...values);
  const max = Math.max(...values);
  if (max > MOST_CREDITS) throw new RowFault(`The credits "${text}" are more than ${MOST_CREDITS}`);
  if (upTo && Number(upTo) < Number(first)) throw new RowFault(`The credits "${text}" run backwards`);
  const choices = [...new Set(values)].sort((a, b) => a - b);
  return others && choices.length > 1 ? { min, max, choices } : { min, max };
}
