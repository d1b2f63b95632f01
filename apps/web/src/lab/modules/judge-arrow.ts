import { moduleOf, reachedFrom, shortName, type Module, type ModuleGraph } from './module-graph.ts';

/** Why a module may not use another one. */
export interface Objection {
  /** What the linter says. */
  readonly words: string;
  /** Why the rule is there, in its authors' words. */
  readonly reason?: string;
}

/** What would become of a new arrow: `exists` where there is one already. */
export interface ArrowVerdict {
  readonly answer: 'exists' | 'allowed' | 'tests-only' | 'refused';
  readonly objections: readonly Objection[];
}

/** Judges a use of one module by another as the linter does (`@nx/enforce-module-boundaries`), by all rules instead of the first broken one. */
export function judgeArrow(graph: ModuleGraph, from: string, to: string): ArrowVerdict {
  const [user, used] = [moduleOf(graph, from), moduleOf(graph, to)];
  if (!user || !used) return { answer: 'refused', objections: [] };
  const objections = [...brokenRules(graph, user, used, 'code'), ...circles(graph, user, used)];
  if (user.needs.includes(to)) return { answer: 'exists', objections };
  if (objections.length === 0) return { answer: 'allowed', objections };
  const inTests = [...brokenRules(graph, user, used, 'tests'), ...circles(graph, user, used)];
  return { answer: inTests.length === 0 ? 'tests-only' : 'refused', objections };
}

function brokenRules(
  { rules }: ModuleGraph,
  user: Module,
  used: Module,
  where: 'code' | 'tests',
): Objection[] {
  return rules
    .filter(({ source }) => user.tags.includes(source))
    .map((rule) => ({ ...rule, mayUse: (where === 'tests' && rule.inTests) || rule.mayUse }))
    .filter(({ mayUse }) => !mayUse.some((tag) => used.tags.includes(tag)))
    .map(({ source, mayUse, reason }) => ({
      words: `A project tagged with "${source}" can only depend on libs tagged with ${mayUse.map((tag) => `"${tag}"`).join(', ')}`,
      reason,
    }));
}

/** Two that use each other can only be built, changed and understood together. */
function circles(graph: ModuleGraph, user: Module, used: Module): Objection[] {
  const isFree = [user, used].some(({ name }) => graph.mayBeInCircles.includes(name));
  if (isFree || !reachedFrom(graph, used.name).has(user.name)) return [];
  const path = [user.name, ...pathBetween(graph, used.name, user.name)].map(shortName).join(' → ');
  return [
    {
      words: `Circular dependency between "${shortName(user.name)}" and "${shortName(used.name)}" detected: ${path}`,
    },
  ];
}

/** A shortest way along arrows, with both ends. */
function pathBetween(graph: ModuleGraph, from: string, to: string): string[] {
  let ways = [[from]];
  const seen = new Set([from]);
  while (ways.length > 0) {
    const found = ways.find((way) => way.at(-1) === to);
    if (found) return found;
    ways = ways.flatMap((way) =>
      (moduleOf(graph, way.at(-1)!)?.needs ?? [])
        .filter((next) => !seen.has(next) && seen.add(next))
        .map((next) => [...way, next]),
    );
  }
  return [];
}
