import { CatchBoundary, Outlet, useLocation } from '@tanstack/react-router';
import { lazy, Suspense, useDeferredValue } from 'react';
import { useActions } from '../api/action-log.ts';
import { Toasts } from '../notifications/Toasts.tsx';
import { AccountMenu } from './AccountMenu.tsx';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import { useShellText } from './messages.ts';
import { Navigation } from './Navigation.tsx';
import styles from './Shell.module.css';
import { SystemDownNotice } from './SystemDownNotice.tsx';
import { VariantSwitch } from './VariantSwitch.tsx';
import { Brand } from './Brand.tsx';

const WhatHappenedPanel = lazy(() => import('../what-happened/WhatHappenedPanel.tsx'));

/** The frame around every page. */
export function Shell() {
  const t = useShellText();
  const hasActed = useActions().length > 0;
  const path = useLocation({ select: ({ pathname }) => pathname });
  // The first page is drawn when the browser has time, in pieces, between which a slow phone can answer its user: the router would draw
  // it at one go.
  const mayBeDrawn = useDeferredValue(true, false);
  return (
    <div className={styles['shell']}>
      <a className={styles['skip']} href="#content">
        {t('skip')}
      </a>
      <header className={styles['header']}>
        <Brand />
        <VariantSwitch />
        <Navigation />
        <div className={styles['side']}>
          <LanguageSwitch />
          <AccountMenu />
        </div>
      </header>
      <main id="content" className={styles['content']} tabIndex={-1}>
        <SystemDownNotice />
        <Suspense>{mayBeDrawn && <Outlet />}</Suspense>
      </main>
      <Toasts />
      {hasActed && (
        // Where it cannot be loaded, such as without a network, the page is there all the same.
        <CatchBoundary getResetKey={() => path} errorComponent={Nothing}>
          <Suspense>
            <WhatHappenedPanel />
          </Suspense>
        </CatchBoundary>
      )}
    </div>
  );
}

const Nothing = () => null;
