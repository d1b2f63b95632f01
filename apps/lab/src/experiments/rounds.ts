import type { Experiment } from './experiment.ts';
import type { Form } from './stage.ts';

/**
 * How many rounds an experiment takes.
 *
 * @param repeat - how many were asked for, instead of what is usual for the form; a smoke run takes one all the same
 */
export function roundsOf(
  { rounds = { full: 5, quick: 3 } }: Pick<Experiment, 'rounds'>,
  { form, repeat }: { readonly form: Form; readonly repeat?: number },
): number {
  if (form === 'smoke') return 1;
  // Where nothing varies, more rounds say nothing more.
  return rounds.full === 1 ? 1 : (repeat ?? rounds[form]);
}
