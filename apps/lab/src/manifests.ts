import { billingManifest } from '@sugang/billing-module/manifest';
import { catalogManifest } from '@sugang/catalog-module/manifest';
import type { Manifest } from '@sugang/contract';
import { enrollmentManifest } from '@sugang/enrollment-module/manifest';
import { identityManifest } from '@sugang/identity-module/manifest';
import { notificationManifest } from '@sugang/notification-module/manifest';

/** All modules of the system, in the order in which they are named everywhere (databases, processes, listings). */
export const manifests: readonly Manifest[] = [
  identityManifest,
  catalogManifest,
  enrollmentManifest,
  billingManifest,
  notificationManifest,
];

/** The names of all contexts, in the same order. */
export const contexts: readonly string[] = manifests.map(({ context }) => context);
