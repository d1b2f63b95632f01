import { z } from 'zod';

/** A setting whose text is JSON that fits a schema. What is wrong with it is said in one sentence that shows no value. */
export const jsonOf = <Schema extends z.ZodType>(schema: Schema) =>
  z.string().transform((text, ctx): z.output<Schema> => {
    const fault = (message: string) => {
      ctx.addIssue({ code: 'custom', message });
      return z.NEVER;
    };
    const parsed = parse(text);
    if (!parsed) return fault('it must be JSON');
    const { data, error } = schema.safeParse(parsed.value);
    if (!error) return data!;
    const { path, message } = error.issues[0]!;
    return fault(path.length > 0 ? `at ${z.core.toDotPath(path)}: ${message}` : message);
  });

/** The parser's own message would quote the text, in which there may be a password. */
function parse(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}
