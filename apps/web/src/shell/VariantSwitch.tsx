import { useNavigate } from '@tanstack/react-router';
import { useVariant, variants } from '../variant/variant.ts';
import { useShellText } from './messages.ts';
import styles from './VariantSwitch.module.css';

/** Chooses the variant that all pages show and act on; the address keeps it. */
export function VariantSwitch() {
  const t = useShellText();
  const shown = useVariant();
  const navigate = useNavigate();
  const choose = (variant: typeof shown) =>
    void navigate({ to: '.', search: (search) => ({ ...search, variant }), params: true, replace: true });
  return (
    <fieldset className={styles['switch']}>
      <legend className="visually-hidden">{t('variant')}</legend>
      {variants.map((variant) => (
        <label key={variant} className={styles[variant]}>
          <input
            type="radio"
            name="variant"
            value={variant}
            checked={variant === shown}
            onChange={() => choose(variant)}
          />
          {t(variant)}
        </label>
      ))}
    </fieldset>
  );
}
