import { Link, useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useSession, type User } from '../api/session.ts';
import buttonStyles from '../design/Button.module.css';
import { Notice } from '../design/Notice.tsx';
import { Page } from '../design/Page.tsx';
import { defineMessages } from '../i18n/messages.ts';

const useText = defineMessages('only-for', {
  en: {
    student: 'This page is for students',
    registrar: 'This page is for registrars',
    'sign-in': 'Sign in',
    'sign-in-first': 'Sign in to see it. The two variants have sessions of their own.',
    'other-role': 'You are signed in as {{name}}. Sign out, and sign in as somebody else.',
  },
  ko: {
    student: '학생용 페이지입니다',
    registrar: '학사팀용 페이지입니다',
    'sign-in': '로그인',
    'sign-in-first': '로그인하면 볼 수 있습니다. 두 구성은 로그인이 따로입니다.',
    'other-role': '{{name}} 님으로 로그인되어 있습니다. 로그아웃한 뒤 다른 계정으로 로그인하세요.',
  },
});

interface OnlyForProps {
  readonly role: User['role'];
  /** Of the page, for whoever may not see the rest of it. */
  readonly title: string;
  readonly children: (user: User) => ReactNode;
}

/** A page for one role alone: anybody else is told how to get in. */
export function OnlyFor({ role, title, children }: OnlyForProps) {
  const t = useText();
  const { user } = useSession();
  const from = useLocation({ select: ({ pathname }) => pathname });
  if (user?.role === role) return children(user);
  return (
    <Page title={title}>
      {user && (
        <Notice kind="info" title={t(role)}>
          <p>{t('other-role', { name: user.name })}</p>
        </Notice>
      )}
      {!user && (
        <Notice kind="info" title={t(role)}>
          <p>{t('sign-in-first')}</p>
          <Link
            to="/sign-in"
            search={(search) => ({ ...search, from })}
            className={`${buttonStyles['button']} ${buttonStyles['primary']}`}
          >
            {t('sign-in')}
          </Link>
        </Notice>
      )}
    </Page>
  );
}
