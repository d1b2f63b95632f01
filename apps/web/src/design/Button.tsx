import type { ButtonHTMLAttributes } from 'react';
import styles from './Button.module.css';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `primary` is what one most likely wants, `danger` what cannot be undone. */
  readonly kind?: 'primary' | 'plain' | 'quiet' | 'danger';
  readonly size?: 'small' | 'normal';
  /** Under way: it says so and takes no second press. It is not disabled, which would take the keyboard's focus away. */
  readonly busy?: boolean;
}

/** A button. */
export function Button({
  kind = 'plain',
  size = 'normal',
  busy = false,
  onClick,
  className = '',
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      className={`${styles['button']} ${styles[kind]} ${styles[size]} ${className}`}
      aria-busy={busy || undefined}
      onClick={(event) => (busy ? event.preventDefault() : onClick?.(event))}
      {...rest}
    />
  );
}
