import { useCallback } from 'react';
import { defineMessages } from '../i18n/messages.ts';
import { ApiProblem } from './problem.ts';

const useText = defineMessages('problem', {
  en: {
    'section-full': 'The section is full',
    'section-full.next': 'Join its waiting list, or choose another section of the course.',
    'already-enrolled': 'You have this course already',
    'already-enrolled.next':
      'Look at your timetable. To move to this section, swap instead of enrolling again.',
    'time-conflict': 'It meets at the time of another course of yours',
    'time-conflict.next': 'Drop or swap the other one first, or choose a section at another time.',
    'credit-limit': 'That would be more credits than you may take',
    'credit-limit.next': 'Drop something first, or ask the registrar to raise your limit.',
    'window-closed': 'Registration is not open to you now',
    'window-closed.next': 'Put it into your cart, and register when your window opens.',
    'prerequisite-missing': 'A prerequisite is missing',
    'prerequisite-missing.next': 'Take the course that is required first, or ask the registrar.',
    'section-cancelled': 'The section is cancelled',
    'section-cancelled.next': 'Choose another section of the course.',
    'account-limit': 'Your account does not bear the tuition',
    'account-limit.next': 'Pay something to your account first, then try again.',
    'section-not-found': 'There is no such section',
    'section-not-found.next': 'It may belong to the other variant. Search the catalog for it.',
    'invalid-credits': 'The section is not offered for so many credits',
    'invalid-credits.next': 'Choose one of the numbers that it is offered for.',
    'swap-in-progress': 'A swap of this course is being decided',
    'swap-in-progress.next': 'Wait some seconds until it is decided.',
    'capacity-below-enrolled': 'More students have a seat than that',
    'capacity-below-enrolled.next': 'Choose at least as many seats as are taken.',
    'term-exists': 'There is a term with this id already',
    'term-exists.next': 'Choose another id, or edit that term.',
    'invalid-credentials': 'User name or password is wrong',
    'invalid-credentials.next': 'Type both again. In the demo, s00001 to s02000 have the password let-me-in.',
    'invalid-token': 'Your session is over',
    'invalid-token.next': 'Sign in again.',
    unauthenticated: 'You are not signed in here',
    'unauthenticated.next': 'Sign in. The two variants have sessions of their own.',
    forbidden: 'This is not for your role',
    'forbidden.next': 'Sign in as somebody who may do that.',
    'not-found': 'It is not there',
    'not-found.next': 'Go back and load the page again.',
    'invalid-input': 'Something in the input is not right',
    'invalid-input.next': 'Mend what is marked, then send it again.',
    'too-large': 'That is too large',
    'too-large.next': 'An import may have 64 MB; split the file.',
    'unsupported-media-type': 'This kind of file cannot be read',
    'unsupported-media-type.next': 'Choose a CSV file.',
    'too-many-requests': 'Too many attempts',
    'too-many-requests.next': 'Wait a minute, then try again.',
    'idempotency-key-reused': 'This request was sent before with other content',
    'idempotency-key-reused.next': 'Load the page again, then repeat what you did.',
    overloaded: 'Too many people at once',
    'overloaded.next': 'Nothing is lost. Try again in a moment.',
    unavailable: 'This part of the system is down',
    'unavailable.next': 'We keep trying. What does not need it goes on working.',
    unreachable: 'The system cannot be reached',
    'unreachable.next': 'We keep trying. Is your network there, and does the system run?',
    other: 'That did not work',
    'other.next': 'Try again. If it stays so, tell the registrar the time and what you did.',
  },
  ko: {
    'section-full': '정원이 찼습니다',
    'section-full.next': '대기 신청을 하거나 같은 과목의 다른 분반을 고르세요.',
    'already-enrolled': '이미 신청한 과목입니다',
    'already-enrolled.next': '시간표를 확인하세요. 분반을 옮기려면 교체 신청을 이용하세요.',
    'time-conflict': '다른 과목과 시간이 겹칩니다',
    'time-conflict.next': '겹치는 과목을 취소하거나 교체한 뒤 다시 신청하거나, 다른 시간의 분반을 고르세요.',
    'credit-limit': '신청 가능 학점을 초과합니다',
    'credit-limit.next': '다른 과목을 취소하거나, 학사팀에 학점 한도 상향을 문의하세요.',
    'window-closed': '지금은 수강신청 기간이 아닙니다',
    'window-closed.next': '장바구니에 담아 두었다가 신청 기간이 열리면 신청하세요.',
    'prerequisite-missing': '선수과목을 이수하지 않았습니다',
    'prerequisite-missing.next': '선수과목을 먼저 이수하거나 학사팀에 문의하세요.',
    'section-cancelled': '폐강된 분반입니다',
    'section-cancelled.next': '같은 과목의 다른 분반을 고르세요.',
    'account-limit': '등록금 한도를 초과합니다',
    'account-limit.next': '등록금을 일부 납부한 뒤 다시 신청하세요.',
    'section-not-found': '없는 분반입니다',
    'section-not-found.next': '다른 구성의 분반일 수 있습니다. 강좌 목록에서 다시 찾아보세요.',
    'invalid-credits': '선택할 수 없는 학점입니다',
    'invalid-credits.next': '이 분반에서 제공하는 학점 중에서 고르세요.',
    'swap-in-progress': '교체 신청을 처리하고 있습니다',
    'swap-in-progress.next': '처리가 끝날 때까지 몇 초만 기다리세요.',
    'capacity-below-enrolled': '이미 신청한 학생 수보다 적습니다',
    'capacity-below-enrolled.next': '신청 인원 이상으로 정원을 입력하세요.',
    'term-exists': '같은 ID의 학기가 이미 있습니다',
    'term-exists.next': '다른 ID를 입력하거나 그 학기를 수정하세요.',
    'invalid-credentials': '아이디 또는 비밀번호가 틀립니다',
    'invalid-credentials.next':
      '다시 입력하세요. 데모 계정은 s00001부터 s02000까지이고 비밀번호는 let-me-in입니다.',
    'invalid-token': '로그인이 만료되었습니다',
    'invalid-token.next': '다시 로그인하세요.',
    unauthenticated: '로그인이 필요합니다',
    'unauthenticated.next': '로그인하세요. 두 구성은 로그인이 따로입니다.',
    forbidden: '권한이 없습니다',
    'forbidden.next': '권한이 있는 계정으로 로그인하세요.',
    'not-found': '찾을 수 없습니다',
    'not-found.next': '뒤로 돌아가 페이지를 새로 고치세요.',
    'invalid-input': '입력값이 올바르지 않습니다',
    'invalid-input.next': '표시된 항목을 고친 뒤 다시 보내세요.',
    'too-large': '용량이 너무 큽니다',
    'too-large.next': '가져오기 파일은 64MB까지입니다. 파일을 나누세요.',
    'unsupported-media-type': '읽을 수 없는 형식입니다',
    'unsupported-media-type.next': 'CSV 파일을 고르세요.',
    'too-many-requests': '시도가 너무 많습니다',
    'too-many-requests.next': '1분 뒤에 다시 시도하세요.',
    'idempotency-key-reused': '같은 요청이 다른 내용으로 이미 전송되었습니다',
    'idempotency-key-reused.next': '페이지를 새로 고친 뒤 다시 시도하세요.',
    overloaded: '접속자가 많습니다',
    'overloaded.next': '신청 내역은 그대로입니다. 잠시 뒤에 다시 시도하세요.',
    unavailable: '이 기능은 잠시 이용할 수 없습니다',
    'unavailable.next': '계속 다시 시도하고 있습니다. 이 부분이 필요 없는 기능은 그대로 이용할 수 있습니다.',
    unreachable: '시스템에 연결할 수 없습니다',
    'unreachable.next': '계속 다시 시도하고 있습니다. 네트워크와 시스템 실행 여부를 확인하세요.',
    other: '처리하지 못했습니다',
    'other.next': '다시 시도하세요. 계속되면 시각과 하던 일을 학사팀에 알려 주세요.',
  },
});

/** What went wrong in words of the user's language, and what to do next. */
export interface ProblemWords {
  readonly title: string;
  readonly next: string;
}

/** Puts a problem, its code alone, or the reason of a rejection into words. */
export function useProblemText(): (problem: unknown) => ProblemWords {
  const t = useText();
  return useCallback(
    (problem) => {
      const code =
        typeof problem === 'string' ? problem : problem instanceof ApiProblem ? problem.code : 'other';
      const title = t(code as 'other');
      return title === code
        ? { title: t('other'), next: t('other.next') }
        : { title, next: t(`${code}.next` as 'other.next') };
    },
    [t],
  );
}
