/** What somebody can do at once about a refusal. */
export type NextStep =
  'join-waiting-list' | 'see-section' | 'see-timetable' | 'see-account' | 'other-sections' | 'take-from-cart';

const steps: Readonly<Record<string, readonly NextStep[]>> = {
  'section-full': ['join-waiting-list', 'other-sections'],
  // There one swaps it for what it clashes with.
  'time-conflict': ['see-section', 'other-sections', 'take-from-cart'],
  'credit-limit': ['see-timetable', 'take-from-cart'],
  'account-limit': ['see-account'],
  'already-enrolled': ['see-timetable', 'take-from-cart'],
  'prerequisite-missing': ['see-section', 'take-from-cart'],
  'invalid-credits': ['see-section', 'take-from-cart'],
  'section-cancelled': ['other-sections', 'take-from-cart'],
  'section-not-found': ['take-from-cart'],
};

/** What one can do about a refusal, the most likely first; nothing where one can only wait. */
export const nextSteps = (code: string): readonly NextStep[] => steps[code] ?? [];
