import type { ContextModule } from '@sugang/composition';

/**
 * The modules that the setting MODULES names (`enrollment,billing`), in their own order. A name that is not known ends the
 * process with one line.
 */
export function chosenModules(all: ContextModule[]): ContextModule[] {
  const names = (process.env.MODULES ?? '').split(',').filter(Boolean);
  const known = all.map((module) => module.manifest.context);
  const unknown = names.filter((name) => !known.includes(name));
  if (names.length === 0 || unknown.length > 0) {
    const fault = names.length === 0 ? 'is missing' : `names ${unknown.join(', ')}, which is no module`;
    process.stderr.write(`Setting MODULES ${fault}. The modules are ${known.join(', ')}.\n`);
    process.exit(1);
  }
  return all.filter((module) => names.includes(module.manifest.context));
}
