import { jsonOf } from '../client/answer.ts';
import { Client } from '../client/client.ts';
import type { Target } from '../client/target.ts';

/** A JSON schema, as the document has it. */
export type Schema = Record<string, unknown>;

/** A parameter in the path, the query or a header. */
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
}

/** What an answer of some status holds, by media type. */
export interface DescribedResponse {
  readonly content?: Record<string, { schema: Schema }>;
}

/** An endpoint as `openapi.json` describes it. */
export interface Operation {
  /** `GET /api/terms/{id}` */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** The media type and the schema of the body, where it takes one. */
  readonly body?: { type: string; schema: Schema };
  readonly responses: Record<string, DescribedResponse>;
}

/** The document, with its references. */
export interface DescribedApi {
  readonly operations: readonly Operation[];
  readonly components: Schema;
}

interface RawOperation {
  parameters?: (Parameter | { $ref: string })[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, DescribedResponse | { $ref: string }>;
}

/** Reads the document of a target. */
export async function describedApi(target: Target): Promise<DescribedApi> {
  const document = jsonOf(await new Client(target).send('GET', '/api/openapi.json')) as {
    paths: Record<string, Record<string, RawOperation>>;
    components: Schema;
  };
  const resolve = <T extends object>(value: T | { $ref: string }): T => {
    if (!('$ref' in value)) return value;
    const steps = value.$ref.split('/').slice(1);
    return steps.reduce<unknown>((place, step) => (place as Schema)[step], document) as T;
  };
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, raw]): Operation => {
      const [body] = Object.entries(raw.requestBody?.content ?? {});
      return {
        name: `${method.toUpperCase()} ${path}`,
        method: method.toUpperCase(),
        path,
        parameters: (raw.parameters ?? []).map((parameter) => resolve<Parameter>(parameter)),
        ...(body && { body: { type: body[0], schema: body[1].schema } }),
        responses: Object.fromEntries(
          Object.entries(raw.responses).map(([status, response]) => [
            status,
            resolve<DescribedResponse>(response),
          ]),
        ),
      };
    }),
  );
  return { operations, components: document.components };
}
