import { Link } from '@tanstack/react-router';
import buttonStyles from '../design/Button.module.css';
import { Page } from '../design/Page.tsx';
import { variants } from '../variant/variant.ts';
import { useHomeText } from './messages.ts';
import styles from './HomePage.module.css';

const labPages = [
  { to: '/lab', text: 'topology' },
  { to: '/lab/race', text: 'race' },
  { to: '/lab/experiments', text: 'experiments' },
  { to: '/lab/modules', text: 'modules' },
] as const;

/** What this is, and the ways into it. */
export function HomePage() {
  const t = useHomeText();
  return (
    <Page title={t('title')}>
      <p className={styles['lead']}>{t('lead')}</p>
      <section className={styles['cards']}>
        <article>
          <h2>{t('students')}</h2>
          <p>{t('students.text')}</p>
          <p>
            <Link to="/sections" className={`${buttonStyles['button']} ${buttonStyles['primary']}`}>
              {t('register')}
            </Link>
          </p>
        </article>
        {variants.map((variant) => (
          <article key={variant} className={styles[variant]}>
            <h2>{t(variant)}</h2>
            <p>{t(`${variant}.text`)}</p>
            <p>
              <a href={`/${variant}/api/openapi.json`}>{t('api')}</a>
            </p>
          </article>
        ))}
        <article>
          <h2>{t('lab')}</h2>
          <p>{t('lab.text')}</p>
          <ul className={styles['links']}>
            {labPages.map(({ to, text }) => (
              <li key={to}>
                <Link to={to}>{t(text)}</Link>
              </li>
            ))}
          </ul>
        </article>
      </section>
    </Page>
  );
}
