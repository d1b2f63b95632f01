import { defineContract, operation } from '@sugang/contract';
import { z } from 'zod';

/** What enrollment, which owns capacity and seats, offers to other contexts. */
export const EnrollmentApi = defineContract('enrollment', {
  setCapacities: operation({
    summary: 'Sets capacities; one below the seats taken is left as it is and reported',
    input: z.object({
      sections: z
        .array(z.object({ sectionId: z.string(), term: z.string(), capacity: z.number().int().min(0) }))
        .max(1_000),
    }),
    output: z.object({ refused: z.array(z.object({ sectionId: z.string(), taken: z.number().int() })) }),
    idempotent: true,
    deadlineMs: 5_000,
  }),
  fullSections: operation({
    summary: 'The ids of the sections without a free seat, of one term or of all',
    input: z.object({ term: z.string().optional() }),
    output: z.object({ sectionIds: z.array(z.string()) }),
    idempotent: true,
  }),
});
