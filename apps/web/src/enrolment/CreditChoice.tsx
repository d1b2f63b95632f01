import { Field } from '../design/Field.tsx';
import { creditChoices } from './credits.ts';
import type { Credits } from './types.ts';

interface CreditChoiceProps {
  readonly label: string;
  readonly credits: Credits;
  readonly chosen: number;
  readonly onChoose: (credits: number) => void;
}

/** Chooses for how many credits one takes a section; nothing where there is no choice. */
export function CreditChoice({ label, credits, chosen, onChoose }: CreditChoiceProps) {
  const choices = creditChoices(credits);
  if (choices.length < 2) return null;
  return (
    <Field label={label}>
      {(control) => (
        <select {...control} value={chosen} onChange={({ target }) => onChoose(Number(target.value))}>
          {choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      )}
    </Field>
  );
}
