import type { paths } from '../api/generated/schema.d.ts';

type JsonOf<Answer> = Answer extends { content: { 'application/json': infer Json } } ? Json : never;

/** A registration period of a university. */
export type Term = JsonOf<paths['/api/terms']['get']['responses'][200]>['items'][number];

/** A time in which students, of some years or of all, may register. */
export type RegistrationWindow = Term['registration'][number];

/** One offer of a course in a term, as lists give it. */
export type Section = JsonOf<paths['/api/sections']['get']['responses'][200]>['items'][number];

/** A section with its description. */
export type SectionDetail = JsonOf<paths['/api/sections/{id}']['get']['responses'][200]>;

/** One weekly meeting of a section. */
export type Meeting = Section['meetings'][number];

/** The credits that one may choose. */
export type Credits = Section['credits'];

/** An application for a section, and what became of it. */
export type Enrollment = JsonOf<paths['/api/enrollments']['get']['responses'][200]>['items'][number];

/** How many seats of a section are taken. */
export type Seats = JsonOf<paths['/api/seats']['get']['responses'][200]>['items'][number];

/** A section that is to be enrolled in. */
export type CartItem = JsonOf<paths['/api/cart']['get']['responses'][200]>['items'][number];

/** What became of one section of the cart. */
export type CartResult = JsonOf<paths['/api/cart/enroll']['post']['responses'][200]>['results'][number];
