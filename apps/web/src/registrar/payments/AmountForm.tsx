import { useState } from 'react';
import { Button } from '../../design/Button.tsx';
import { Field } from '../../design/Field.tsx';
import { Notice } from '../../design/Notice.tsx';
import { ProblemNotice } from '../../design/ProblemNotice.tsx';
import styles from './Payments.module.css';
import { minorUnits } from './money-input.ts';

interface AmountFormProps {
  readonly title: string;
  readonly label: string;
  readonly hint?: string;
  readonly button: string;
  /** What is said of something that is no amount, or less than the least. */
  readonly wrong: string;
  readonly least: number;
  readonly currency: string;
  readonly initial: string;
  readonly busy: boolean;
  readonly problem: unknown;
  /** What the API says of the amount. */
  readonly refusal: string | undefined;
  /** What was done, in words. */
  readonly done: string | undefined;
  /** Calls back when it is done. */
  readonly onSubmit: (minor: number, done: () => void) => void;
}

/** Takes an amount of money. */
export function AmountForm(props: AmountFormProps) {
  const { title, label, hint, button, wrong, least, currency, initial, busy, problem, refusal, done } = props;
  const [text, setText] = useState(initial);
  const [tried, setTried] = useState(false);
  const minor = minorUnits(text, currency);
  const isRight = minor !== undefined && minor >= least;
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isRight) return;
    props.onSubmit(minor, () => {
      setText(initial);
      setTried(false);
    });
  };
  return (
    <form className={styles['form']} onSubmit={submit} noValidate>
      <h2>{title}</h2>
      <Field label={label} hint={hint} error={tried && !isRight ? wrong : refusal}>
        {(control) => (
          <input
            {...control}
            inputMode="decimal"
            autoComplete="off"
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        )}
      </Field>
      <div>
        <Button kind="primary" type="submit" busy={busy}>
          {button}
        </Button>
      </div>
      {problem !== null && problem !== undefined && <ProblemNotice problem={problem} />}
      {done && (
        <Notice kind="good">
          <p>{done}</p>
        </Notice>
      )}
    </form>
  );
}
