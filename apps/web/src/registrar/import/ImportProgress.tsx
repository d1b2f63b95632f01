import { useLanguage } from '../../i18n/language.ts';
import styles from './Import.module.css';
import { useImportText } from './messages.ts';

/** How far an import is: first the file leaves, then the system takes its rows, and nobody knows for how long. */
export function ImportProgress({ sent }: { readonly sent: number }) {
  const t = useImportText();
  const language = useLanguage();
  const isThere = sent >= 1;
  const percent = new Intl.NumberFormat(language, { style: 'percent' }).format(sent);
  return (
    <div className={styles['progress']}>
      <progress aria-label={t('title')} max={1} {...(!isThere && { value: sent })} />
      {/* Not each percent is read out, only that the next part begins. */}
      <p aria-hidden>{isThere ? t('working') : t('sending', { percent })}</p>
      <p role="status" className="visually-hidden">
        {isThere ? t('working') : ''}
      </p>
    </div>
  );
}
