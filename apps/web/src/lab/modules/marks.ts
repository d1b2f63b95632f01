import { impactOf, moduleOf, usersOf, type ModuleGraph } from './module-graph.ts';

/** What the picture marks around the chosen module. */
export type Marking = 'neighbours' | 'rebuilt';

/** What a module is to the chosen one. */
export type Mark = 'chosen' | 'uses' | 'users' | 'rebuilt';

/** The marks by module. */
export function marksOf(
  graph: ModuleGraph,
  chosen: string | undefined,
  marking: Marking,
): ReadonlyMap<string, Mark> {
  const marks = new Map<string, Mark>();
  const module = chosen === undefined ? undefined : moduleOf(graph, chosen);
  if (!module) return marks;
  if (marking === 'rebuilt')
    for (const name of impactOf(graph, module.name).rebuilt) marks.set(name, 'rebuilt');
  else {
    for (const name of usersOf(graph, module.name)) marks.set(name, 'users');
    for (const name of module.needs) marks.set(name, 'uses');
  }
  return marks.set(module.name, 'chosen');
}

/** The mark of an arrow between two modules: with neighbours only those at the chosen one, else all along which a change goes. */
export function markOfArrow(
  marks: ReadonlyMap<string, Mark>,
  marking: Marking,
  from: string,
  to: string,
): Mark | undefined {
  const [user, used] = [marks.get(from), marks.get(to)];
  if (marking === 'rebuilt') return user && used ? 'rebuilt' : undefined;
  if (user === 'chosen' && used) return 'uses';
  return used === 'chosen' && user ? 'users' : undefined;
}
