import { queryOptions } from '@tanstack/react-query';

/** A project of the workspace. */
export interface Module {
  /** `@sugang/billing-domain` */
  readonly name: string;
  /** `libs/billing/domain` */
  readonly folder: string;
  readonly context: string;
  readonly layer: string;
  readonly tags: readonly string[];
  /** The modules that it uses directly. */
  readonly needs: readonly string[];
  /** Packages of others that it uses. */
  readonly packages: readonly string[];
  /** What others may import of it, by the path of the import. */
  readonly shows: readonly { readonly path: string; readonly names: readonly ShownName[] }[];
}

/** Something that a module exports. */
export interface ShownName {
  readonly name: string;
  readonly kind: 'type' | 'class' | 'function' | 'constant';
  /** The first sentence of its documentation. */
  readonly says?: string;
}

/** Whom the modules with a tag may use. */
export interface Rule {
  /** `layer:domain` */
  readonly source: string;
  /** What they use has one of these tags. */
  readonly mayUse: readonly string[];
  /** The same for their tests, where these may more. */
  readonly inTests?: readonly string[];
  readonly reason: string;
}

/** A container image, and the apps in it. */
export interface Image {
  readonly name: string;
  readonly apps: readonly string[];
  /** Both have it where none is named. */
  readonly variant?: 'monolith' | 'msa';
}

/** The modules, the rules between them and what is made of them, as `scripts/make-module-graph.mjs` writes it. */
export interface ModuleGraph {
  readonly schema: string;
  readonly modules: readonly Module[];
  readonly rules: readonly Rule[];
  /** Modules that may use one that uses them, as the test library does. */
  readonly mayBeInCircles: readonly string[];
  readonly images: readonly Image[];
}

const SCHEMA = 'sugang-modules/1';

/** The graph as it was when the site was built. */
export const moduleGraphQuery = queryOptions({
  queryKey: ['lab', 'modules'],
  queryFn: async () => {
    const response = await fetch('/lab/modules.json');
    if (!response.ok) throw new Error(`The graph of modules cannot be loaded: ${response.status}.`);
    return graphFrom(await response.json());
  },
  staleTime: Infinity,
});

/**
 * Looks whether it is what this page can show.
 *
 * @throws Error where it is something else
 */
export function graphFrom(content: unknown): ModuleGraph {
  const { schema, modules, rules } = (content ?? {}) as Partial<ModuleGraph>;
  if (schema !== SCHEMA || !Array.isArray(modules) || !Array.isArray(rules))
    throw new Error(`The graph of modules is not of the schema ${SCHEMA}: build the site again.`);
  return content as ModuleGraph;
}

/** `billing-domain` */
export const shortName = (name: string): string => name.replace('@sugang/', '');

/** The module of a name. */
export const moduleOf = ({ modules }: ModuleGraph, name: string): Module | undefined =>
  modules.find((module) => module.name === name);

/** Who uses a module directly. */
export const usersOf = ({ modules }: ModuleGraph, name: string): string[] =>
  modules.filter(({ needs }) => needs.includes(name)).map((module) => module.name);

/** Modules and all that they use, directly or not. */
export function reachedFrom(graph: ModuleGraph, name: string): Set<string> {
  const reached = new Set<string>();
  const visit = (one: string) => {
    if (reached.has(one)) return;
    reached.add(one);
    moduleOf(graph, one)?.needs.forEach(visit);
  };
  visit(name);
  return reached;
}

/** What a change of a module comes to. */
export interface Impact {
  /** The module and all that use it, directly or not: they are built and tested again. */
  readonly rebuilt: ReadonlySet<string>;
  /** Images that are made of one of these. */
  readonly images: readonly Image[];
}

/** What a change of a module makes to be built and tested again. */
export function impactOf(graph: ModuleGraph, name: string): Impact {
  const rebuilt = new Set(
    graph.modules.map((module) => module.name).filter((one) => reachedFrom(graph, one).has(name)),
  );
  return { rebuilt, images: graph.images.filter(({ apps }) => apps.some((app) => rebuilt.has(app))) };
}
