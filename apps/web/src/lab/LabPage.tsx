import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Page } from '../design/Page.tsx';
import { defineMessages } from '../i18n/messages.ts';
import styles from './LabPage.module.css';

const useText = defineMessages('lab', {
  en: {
    pages: 'Pages of the lab',
    topology: 'Topology',
    race: 'Race',
    experiments: 'Experiments',
    modules: 'Modules',
  },
  ko: { pages: '실험실 메뉴', topology: '구성도', race: '경주', experiments: '실험', modules: '모듈' },
});

const pages = [
  { to: '/lab', text: 'topology' },
  { to: '/lab/race', text: 'race' },
  { to: '/lab/experiments', text: 'experiments' },
  { to: '/lab/modules', text: 'modules' },
] as const;

interface LabPageProps {
  readonly title: string;
  readonly children: ReactNode;
}

/** A page of the lab, with the ways to the others. */
export function LabPage({ title, children }: LabPageProps) {
  const t = useText();
  const ways = (
    <nav aria-label={t('pages')} className={styles['ways']}>
      <ul>
        {pages.map(({ to, text }) => (
          <li key={to}>
            <Link
              to={to}
              activeProps={{ className: styles['here']! }}
              activeOptions={{ exact: to === '/lab', includeSearch: false }}
            >
              {t(text)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
  return (
    <Page title={title} aside={ways}>
      {children}
    </Page>
  );
}
