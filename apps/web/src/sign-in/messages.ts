import { defineMessages } from '../i18n/messages.ts';

export const useSignInText = defineMessages('sign-in', {
  en: {
    title: 'Sign in',
    username: 'User name',
    password: 'Password',
    demo: 'Demo: students s00001 to s02000, registrar “registrar”, all with the password let-me-in.',
    both: 'The two variants are two systems: one sign-in here opens both, if both know you.',
    'sign-in': 'Sign in',
    missing: 'Fill this in.',
  },
  ko: {
    title: '로그인',
    username: '아이디',
    password: '비밀번호',
    demo: '데모: 학생 s00001–s02000, 교직원 registrar, 비밀번호는 모두 let-me-in입니다.',
    both: '두 구성은 서로 다른 시스템입니다. 두 곳에 모두 계정이 있으면 한 번에 로그인됩니다.',
    'sign-in': '로그인',
    missing: '입력하세요.',
  },
});
