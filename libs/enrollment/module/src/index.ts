import { defineModule } from '@sugang/composition';
import { EnrollmentOperations } from './capacity/enrollment-operations.ts';
import { EnrollmentModule, handlers } from './enrollment.module.ts';
import { enrollmentManifest } from './manifest.ts';

/** Enrollment, ready to be composed into a process. */
export const enrollmentModule = defineModule({
  manifest: enrollmentManifest,
  nest: EnrollmentModule,
  operations: EnrollmentOperations,
  handlers,
});
