import { contexts } from '../manifests.ts';
import { CannotRun } from './runtime.ts';

/**
 * Reads a grouping: `enrollment+billing,identity,catalog+notification`.
 *
 * @throws CannotRun unless every module is named exactly once
 */
export function parseGroups(text: string): string[][] {
  const groups = text.split(',').map((group) => group.split('+').map((context) => context.trim()));
  const named = groups.flat();
  const unknown = named.find((context) => !contexts.includes(context));
  if (unknown !== undefined)
    throw new CannotRun(`--groups names "${unknown}", which is no module; there are ${contexts.join(', ')}.`);
  const twice = named.find((context, index) => named.indexOf(context) !== index);
  if (twice) throw new CannotRun(`--groups names ${twice} twice; each module belongs to one group.`);
  const missing = contexts.filter((context) => !named.includes(context));
  if (missing.length > 0)
    throw new CannotRun(
      `--groups leaves out ${missing.join(', ')}; add each to a group or as one of its own.`,
    );
  return groups.map(inOrder);
}

/** One process for each module. */
export const onePerModule = (): string[][] => contexts.map((context) => [context]);

/** A group's contexts in the order in which they are named everywhere. */
export const inOrder = (group: readonly string[]): string[] =>
  contexts.filter((context) => group.includes(context));

/**
 * Reads numbers of copies: `enrollment=3,monolith=2`, added to those given before.
 *
 * @throws CannotRun when a name or a number makes no sense
 */
export function parseReplicas(text: string, before: Record<string, number> = {}): Record<string, number> {
  const replicas = { ...before };
  for (const part of text.split(',')) {
    const [, name, count] = /^\s*([a-z-]+)=(\d+)\s*$/.exec(part) ?? [];
    if (!name || !count)
      throw new CannotRun(`--replicas takes name=number, for example enrollment=3, not "${part}".`);
    if (name !== 'monolith' && !contexts.includes(name))
      throw new CannotRun(`--replicas names "${name}"; there are monolith, ${contexts.join(', ')}.`);
    if (Number(count) < 1 || Number(count) > 20)
      throw new CannotRun(`--replicas ${name}=${count} is out of range; there can be 1 to 20 copies.`);
    replicas[name] = Number(count);
  }
  return replicas;
}
