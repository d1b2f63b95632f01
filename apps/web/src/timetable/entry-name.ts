import type { Entry } from './entries.ts';
import { useTimetableText } from './messages.ts';

/** What a course is called; only its id is known where the catalog never answered. */
export function useEntryName() {
  const t = useTimetableText();
  return ({ section, sectionId }: Pick<Entry<{ code: string }>, 'section' | 'sectionId'>) =>
    section?.code ?? t('section-unknown', { sectionId });
}

/** How somebody stands to a section, in words. */
export function useStandingWords() {
  const t = useTimetableText();
  return ({ standing, enrolment }: Pick<Entry<unknown>, 'standing' | 'enrolment'>) =>
    standing === 'waitlisted' && enrolment?.position !== undefined
      ? t('waitlisted-place', { position: enrolment.position })
      : t(standing);
}
