import { affectedBy, appsOf, reachedFrom, type ProjectGraph } from '../project-graph.ts';

/** A place where somebody changes something. */
export interface Change {
  readonly id: string;
  readonly title: string;
  readonly project: string;
}

/** One change in each kind of place. */
export const changes: readonly Change[] = [
  { id: 'domain', title: "Billing's rules (domain)", project: '@sugang/billing-domain' },
  { id: 'contract', title: "Billing's contract", project: '@sugang/billing-contracts' },
  { id: 'module', title: "Catalog's module", project: '@sugang/catalog-module' },
  { id: 'platform', title: 'The HTTP platform library', project: '@sugang/http' },
  { id: 'app', title: "Notification's app", project: '@sugang/notification-service' },
  { id: 'edge', title: 'The generator of the edge', project: '@sugang/lab' },
];

/** What an image is made of by its app. The edge's configuration is generated from the modules' manifests. */
const images = {
  'set-up of databases': '@sugang/database-setup',
  edge: '@sugang/lab',
} as const;

/** What a change comes to, from the graph alone. */
export interface Impact {
  /** What rebuilds and retests. */
  readonly affected: readonly string[];
  /** Of all projects that the product is made of. */
  readonly share: number;
  /** Images of the monolith that change, without those below: 0 or 1. */
  readonly monolithImages: number;
  /** Images of services that change. */
  readonly services: readonly string[];
  /** Images that both variants have. */
  readonly otherImages: readonly string[];
}

/** All projects that the images of both variants are made of. */
export const productOf = (graph: ProjectGraph): Set<string> =>
  reachedFrom(graph, [...appsOf.monolith, ...appsOf.msa, ...Object.values(images)]);

/** What a change of a project comes to. */
export function impactOf(graph: ProjectGraph, project: string): Impact {
  const product = productOf(graph);
  const affected = new Set([...affectedBy(graph, project)].filter((name) => product.has(name)));
  return {
    affected: [...affected].sort(),
    share: affected.size / product.size,
    monolithImages: appsOf.monolith.filter((app) => affected.has(app)).length,
    services: appsOf.msa.filter((app) => affected.has(app)),
    otherImages: Object.entries(images).flatMap(([name, app]) => (affected.has(app) ? name : [])),
  };
}
