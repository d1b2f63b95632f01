import { z } from 'zod';
import { contexts, type ContextDatabase } from './state/read-state.ts';

const Databases = z.array(
  z.object({ url: z.url({ protocol: /^postgres(ql)?$/ }), contexts: z.array(z.enum(contexts)).min(1) }),
);

/**
 * The databases that the command line names, if it does.
 *
 * @throws Error that says what is wrong with them
 */
export function databasesFrom(options: {
  databaseUrl?: string;
  databases?: string;
}): ContextDatabase[] | undefined {
  const { databaseUrl, databases } = options;
  if (databaseUrl !== undefined) return [{ url: databaseUrl, contexts }];
  if (databases === undefined) return undefined;
  const { data } = Databases.safeParse(parse(databases));
  if (!data)
    throw new Error(
      '--databases takes JSON: [{"url":"postgresql://…","contexts":["identity"]},…], with known contexts.',
    );
  return data;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
