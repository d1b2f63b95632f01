/** Who has to be signed in to see a page. */
export type Who = 'anybody' | 'student' | 'registrar';

/** A page of the site. */
export interface SitePage {
  readonly path: string;
  readonly who: Who;
}

/** All pages of the site, each with somebody who may see it. */
export const sitePages: readonly SitePage[] = [
  { path: '/', who: 'anybody' },
  { path: '/sign-in', who: 'anybody' },
  { path: '/sections', who: 'anybody' },
  { path: '/nowhere', who: 'anybody' },
  // Nobody is turned away without a word.
  { path: '/cart', who: 'anybody' },
  { path: '/registrar/terms', who: 'student' },
  { path: '/sections', who: 'student' },
  { path: '/sections/demo-10001', who: 'student' },
  { path: '/sections/demo-nothing', who: 'student' },
  { path: '/cart', who: 'student' },
  { path: '/timetable', who: 'student' },
  { path: '/account', who: 'student' },
  { path: '/notifications', who: 'student' },
  { path: '/sections/demo-10001', who: 'registrar' },
  { path: '/registrar/terms', who: 'registrar' },
  { path: '/registrar/import', who: 'registrar' },
  { path: '/registrar/sections', who: 'registrar' },
  { path: '/registrar/sections/demo-10001', who: 'registrar' },
  { path: '/registrar/payments', who: 'registrar' },
  { path: '/lab', who: 'anybody' },
  { path: '/lab/race', who: 'anybody' },
  { path: '/lab/experiments', who: 'anybody' },
  { path: '/lab/experiments/failover', who: 'anybody' },
  { path: '/lab/modules', who: 'anybody' },
];
