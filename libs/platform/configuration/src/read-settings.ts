import type { z } from 'zod';

/** A setting is wrong or missing; the message names it and the way out, in one line. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads settings from environment variables by a schema whose keys are the variables' names. An empty variable
 * counts as left out.
 *
 * @throws SettingsError naming the first setting that is wrong or missing
 */
export function readSettings<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  environment: Environment = process.env,
): z.output<z.ZodObject<Shape>> {
  const given = Object.fromEntries(
    Object.keys(schema.shape).map((name) => [name, environment[name] || undefined]),
  );
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  const name = String(issue.path[0]);
  const description = (schema.shape[name] as z.ZodType | undefined)?.description;
  const purpose = description ? ` (${description})` : '';
  throw new SettingsError(
    given[name] === undefined
      ? `Setting ${name}${purpose} is missing. Set the environment variable and start again.`
      : `Setting ${name}${purpose} is wrong: ${issue.message}.`,
  );
}

/**
 * Runs a process' main function. A wrong setting, or any failure to start, ends it with one line and exit code 1
 * instead of a stack trace.
 */
export async function runMain(main: () => Promise<unknown>): Promise<void> {
  try {
    await main();
  } catch (error) {
    process.stderr.write(`${inOneLine(error)}\n`);
    process.exit(1);
  }
}

/** Nest and Prisma write paragraphs; a connection refused at all of a name's addresses says nothing but its code. */
function inOneLine(error: unknown): string {
  const { message, code } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  const text = message || code || String(error);
  return text.replace(/\s*\n\s*/g, ' ').trim();
}
