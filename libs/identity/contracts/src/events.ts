import { defineEvent } from '@sugang/contract';
import { StudentProfile } from './operations.ts';

export const StudentChanged = defineEvent('identity.student-changed', {
  summary: 'A student was made or changed; carries the whole profile',
  payload: StudentProfile,
});
