import type { Campus } from '../order.ts';
import type { Story, StoryRequest } from './story.ts';

const get = (purpose: string, path: string): StoryRequest => ({ purpose, method: 'GET', path });

/** Looks through the catalog, subject by subject, and at the one or other section. */
export const browse: Story = function* ({ number, sections }) {
  for (let step = number; ; step++) {
    const { subject, id, term } = sections[(step * 37) % sections.length]!;
    yield get('catalog', `/api/sections?term=${term}&subject=${subject}&limit=50`);
    yield get('catalog', `/api/sections/${id}`);
  }
};

/** Looks at one of ten pages of the catalog again and again. */
export const reread: Story = function* ({ number, sections }) {
  for (;;) yield get('catalog', page(sections, number));
};

function page(sections: Campus['sections'], user: number): string {
  const { subject, term } = sections[((user % 10) * 37) % sections.length]!;
  return `/api/sections?term=${term}&subject=${subject}&limit=50`;
}

/** Looks at single sections. */
export const section: Story = function* ({ number, sections }) {
  for (let step = number; ; step++)
    yield get('section', `/api/sections/${sections[(step * 37) % sections.length]!.id}`);
};

/** How many seats are left in a page of sections. */
export const seats: Story = function* ({ number, sections }) {
  for (let step = number; ; step++) {
    const start = (step * 37) % sections.length;
    const ids = sections.slice(start, start + 20).map(({ id }) => id);
    yield get('seats', `/api/seats?sectionIds=${ids.join(',')}`);
  }
};

/** The own week: enrolments, sections and tuition, from three modules. */
export const timetable: Story = function* ({ sections }) {
  for (;;) yield { ...get('timetable', `/api/timetable?term=${sections[0]!.term}`), as: 'student' };
};

/** The own account. */
export const account: Story = function* () {
  for (;;) yield { ...get('account', '/api/account'), as: 'student' };
};

/** The own notifications. */
export const notifications: Story = function* () {
  for (;;) yield { ...get('notifications', '/api/notifications?limit=20'), as: 'student' };
};

/** Who am I: a request that only checks the token. */
export const identity: Story = function* () {
  for (;;) yield { ...get('identity', '/api/auth/me'), as: 'student' };
};

/** The first visit of a browser to the site, over and over: the page, then the files that the page names. */
export const files: Story = function* () {
  for (;;) {
    const page = yield get('file', '/');
    for (const path of namedIn(page?.body ?? '')) yield get('file', path);
  }
};

/** What a page has on its own server: scripts, style sheets, the icon. */
const namedIn = (html: string): Set<string> =>
  new Set([...html.matchAll(/\b(?:src|href)="(\/(?!\/)[^"]*)"/g)].map(([, path]) => path!));

/** A fixed amount of computing, which only processes with faults composed in offer. */
export const compute: Story = function* () {
  for (;;) yield get('compute', '/api/_lab/compute');
};

/** Sixty times as much, in one piece: whoever else is with the same process waits for it. */
export const computeLong: Story = function* () {
  for (;;) yield get('compute', '/api/_lab/compute?rounds=600000');
};
