import type { Story, StoryAnswer, StoryRequest, VirtualUser } from './story.ts';

/** Enrols in one section after the other, and gives each seat back: registration that can go on for as long as one likes. */
export const enrol: Story = (user) => enrolIn(user, (step) => step * 37 + user.number * 11);

/** The same with everybody in one section. */
export const enrolHot: Story = (user) => enrolIn(user, () => 0);

function* enrolIn(
  user: VirtualUser,
  choose: (step: number) => number,
): Generator<StoryRequest, never, StoryAnswer> {
  for (let step = 0; ; step++) {
    const { id } = user.sections[choose(step) % user.sections.length]!;
    const answer = yield apply(id);
    const enrollment = idIn(answer);
    if (enrollment) yield drop(enrollment);
    // Perhaps an answer was lost, and there is an enrolment of which the user does not know.
    else yield* dropAll();
  }
}

/** Registration day: signs in, looks around, enrols in up to five sections, tries again as people do, and looks at the result. */
export const rush: Story = function* ({ number, student, sections }) {
  for (let day = number; ; day++) {
    const { username, password } = student;
    yield { purpose: 'sign-in', method: 'POST', path: '/api/auth/login', body: { username, password } };
    for (let wish = 0; wish < 5; wish++) {
      const { id, subject, term } = sections[(day * 37 + wish * 101) % sections.length]!;
      yield {
        purpose: 'catalog',
        method: 'GET',
        path: `/api/sections?term=${term}&subject=${subject}&limit=50`,
      };
      yield { purpose: 'seats', method: 'GET', path: `/api/seats?sectionIds=${id}` };
      for (let attempt = 0; attempt < 3; attempt++) {
        const answer = yield apply(id);
        if (answer && answer.status < 500) break;
      }
    }
    yield {
      purpose: 'timetable',
      method: 'GET',
      path: `/api/timetable?term=${sections[0]!.term}`,
      as: 'student',
    };
    yield* dropAll();
  }
};

const apply = (sectionId: string): StoryRequest => ({
  purpose: 'enrol',
  method: 'POST',
  path: '/api/enrollments',
  body: { sectionId },
  as: 'student',
});

const drop = (enrollmentId: string): StoryRequest => ({
  purpose: 'drop',
  method: 'DELETE',
  path: `/api/enrollments/${enrollmentId}`,
  as: 'student',
});

/** Gives back whatever the user has. */
function* dropAll(): Generator<StoryRequest, void, StoryAnswer> {
  let cursor: string | undefined;
  do {
    const path = `/api/enrollments?limit=200${cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
    const answer = yield { purpose: 'own', method: 'GET', path, as: 'student' };
    if (answer?.status !== 200) return;
    // Whatever was dropped before stays in the list: after a while it has more pages than one.
    const page = JSON.parse(answer.body) as OwnEnrolments;
    for (const { id, status } of page.items) if (HELD.includes(status)) yield drop(id);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}

const HELD = ['pending', 'confirmed', 'waitlisted'];

interface OwnEnrolments {
  readonly items: readonly { readonly id: string; readonly status: string }[];
  readonly nextCursor?: string;
}

function idIn(answer: StoryAnswer): string | undefined {
  return answer?.status === 201 ? (JSON.parse(answer.body) as { id: string }).id : undefined;
}
