import { defineMessages } from '../i18n/messages.ts';

export const useHomeText = defineMessages('home', {
  en: {
    title: 'Course registration, built twice',
    lead: 'One university’s course registration as a modular monolith and as microservices, from the same modules. Register for courses on either, and see what happens behind.',
    register: 'Find courses',
    students: 'For students',
    'students.text': 'Search, fill the cart, see your week, enrol, wait, swap.',
    monolith: 'Modular monolith',
    'monolith.text':
      'All five modules in one process. Seat and charge are one transaction, so every answer is final at once.',
    msa: 'Microservices',
    'msa.text':
      'A process and a database for each module. A saga keeps seat and charge together; for a moment an enrolment is pending.',
    lab: 'The lab',
    'lab.text': 'Both variants live: load them, kill a process, add a copy, race them against each other.',
    topology: 'Watch both',
    race: 'The race',
    experiments: 'Experiments',
    modules: 'Modules',
    api: 'The API, as OpenAPI',
  },
  ko: {
    title: '두 번 지은 수강신청',
    lead: '같은 모듈로 지은 모듈러 모놀리스와 마이크로서비스, 두 가지 구성의 수강신청 시스템입니다. 어느 쪽에서든 수강신청을 하고 뒤에서 무슨 일이 일어나는지 살펴보세요.',
    register: '강좌 찾기',
    students: '학생',
    'students.text': '강좌를 찾아 장바구니에 담고, 시간표를 보며 신청·대기·교체하세요.',
    monolith: '모듈러 모놀리스',
    'monolith.text':
      '다섯 모듈이 한 프로세스에 있습니다. 좌석과 등록금이 한 트랜잭션이라 결과가 바로 확정됩니다.',
    msa: '마이크로서비스',
    'msa.text':
      '모듈마다 프로세스와 데이터베이스가 따로입니다. 사가가 좌석과 등록금을 맞추며, 신청은 잠시 처리 중일 수 있습니다.',
    lab: '실험실',
    'lab.text':
      '두 구성을 실시간으로 보면서 부하를 주고, 프로세스를 끄고, 복제본을 늘리고, 서로 겨뤄 보세요.',
    topology: '실시간 구성도',
    race: '경주',
    experiments: '실험',
    modules: '모듈',
    api: 'API 문서(OpenAPI)',
  },
});
