import { defineMessages } from '../i18n/messages.ts';

/** What registration windows say. */
export const useRegistrationText = defineMessages('registration', {
  en: {
    windowsOf: 'Registration windows of {{term}}',
    none: 'No registration window is set for this term yet.',
    allYears: 'All years',
    years: 'Year {{years}}',
    opensAt: 'opens {{time}}',
    openUntil: 'open until {{time}}',
    closedSince: 'closed since {{time}}',
    countdownLabel: 'Time until it opens',
    countdown_one: '{{count}} day {{clock}}',
    countdown_other: '{{count}} days {{clock}}',
  },
  ko: {
    windowsOf: '{{term}} 수강신청 기간',
    none: '이 학기의 수강신청 기간이 아직 정해지지 않았습니다.',
    allYears: '전체 학년',
    years: '{{years}}학년',
    opensAt: '{{time}} 시작',
    openUntil: '{{time}}까지 신청 가능',
    closedSince: '{{time}} 마감',
    countdownLabel: '시작까지 남은 시간',
    countdown_one: '{{count}}일 {{clock}}',
    countdown_other: '{{count}}일 {{clock}}',
  },
});
