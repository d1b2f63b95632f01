import { IdempotencyKey, type Access, type Manifest, type ProblemKind, type Route } from '@sugang/contract';
import { z } from 'zod';
import type { VariantName } from './topology.ts';

type Json = Record<string, unknown>;

/** Where a document's variant is found. */
export interface OpenApiServer {
  readonly variant: VariantName;
  readonly url: string;
}

const variantTitles: Record<VariantName, string> = {
  monolith: 'The modular monolith',
  msa: 'The microservices',
};

/**
 * The OpenAPI 3.1 document of the public API. It comes from the manifests alone, so it is the same for every variant
 * and grouping but for `servers`.
 */
export function openApiDocument(manifests: readonly Manifest[], server: OpenApiServer): Json {
  const paths: Record<string, Json> = {};
  for (const { context, routes } of manifests) {
    for (const route of routes) {
      (paths[route.path] ??= {})[route.method.toLowerCase()] = operationOf(context, route);
    }
  }
  paths['/api/openapi.json'] = { get: ownOperation };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Sugang',
      version: '1',
      description:
        'Course registration: sign in, search the catalog, enrol, see the timetable and the account.',
    },
    servers: [{ url: server.url, description: variantTitles[server.variant] }],
    tags: manifests.map(({ context, summary }) => ({ name: context, description: summary })),
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: { Problem: problemSchema },
      parameters: { IdempotencyKey: idempotencyKeyParameter },
      headers: { RequestId: { description: 'The id of the request', schema: { type: 'string' } } },
      responses: Object.fromEntries(
        Object.entries(generalResponses).map(([name, description]) => [name, problemResponse(description)]),
      ),
    },
  };
}

function operationOf(context: string, route: Route): Json {
  return {
    operationId: operationId(route),
    tags: [context],
    summary: route.summary,
    ...(accessNotes[route.access] && { description: accessNotes[route.access] }),
    security: route.access === 'public' ? [] : [{ bearer: [] }],
    ...nonEmpty('parameters', [
      ...parameters('path', route.params),
      ...parameters('query', route.query),
      ...(route.traffic === 'stream' ? [lastEventId] : []),
      ...(route.idempotencyKey === 'ignored' ? [] : [{ $ref: '#/components/parameters/IdempotencyKey' }]),
    ]),
    ...(route.bodyType !== 'none' && { requestBody: requestBody(route) }),
    responses: responses(route),
  };
}

const accessNotes: Record<Access, string> = {
  public: '',
  authenticated: '',
  student: 'For students.',
  registrar: 'For registrars.',
};

/** `GET /api/sections/{id}` becomes `getSectionsById`. */
function operationId({ method, path }: Route): string {
  const words = path
    .replace('/api/', '')
    .replace(/\{(\w+)\}/g, 'by-$1')
    .split(/[^a-zA-Z]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return method.toLowerCase() + words.join('');
}

/** How a client goes on with a stream of server-sent events where the last one broke off. */
const lastEventId: Json = {
  name: 'Last-Event-ID',
  in: 'header',
  required: false,
  description: 'The id of the last event that came; without it the stream begins with what comes from now on',
  schema: { type: 'string' },
};

function parameters(place: 'path' | 'query', schema: z.ZodType): Json[] {
  const { properties = {}, required = [] } = jsonSchema(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

const idempotencyKeyParameter: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Makes it safe to repeat the request: for 24 hours the same key gets the first answer, byte for byte. Login, refresh, logout and imports take none.',
  schema: jsonSchema(IdempotencyKey, 'input'),
};

function requestBody({ bodyType, body }: Route): Json {
  const content =
    bodyType === 'csv'
      ? { 'text/csv': { schema: { type: 'string' } } }
      : { 'application/json': { schema: jsonSchema(body, 'input') } };
  return { required: true, content };
}

function responses(route: Route): Json {
  const success: Json = {
    description: successNotes[route.status],
    headers: { 'X-Request-Id': { $ref: '#/components/headers/RequestId' }, ...etagHeader(route) },
    ...(route.status !== 204 && {
      content: {
        // A stream has no result of its own: what it sends is of its media type.
        ...(route.traffic !== 'stream' && {
          'application/json': { schema: jsonSchema(route.result, 'output') },
        }),
        ...Object.fromEntries(route.alsoProduces.map((type) => [type, { schema: { type: 'string' } }])),
      },
    }),
  };
  return {
    [route.status]: success,
    ...(route.etag && { 304: notModified }),
    ...generalProblems(route),
    ...ownProblems(route.problems),
  };
}

const notModified: Json = { description: 'It has not changed since the one named by If-None-Match' };

const successNotes = { 200: 'It is done', 201: 'It is made', 204: 'It is done; there is nothing to say' };

const etagHeader = ({ etag }: Route): Json =>
  etag
    ? { ETag: { description: 'A hash of the content; weak when compressed', schema: { type: 'string' } } }
    : {};

const generalResponses = {
  InvalidInput: 'invalid-input: the input is not valid; `errors` says where',
  Unauthenticated: 'unauthenticated: a valid access token is needed',
  Forbidden: 'forbidden: this role may not do that',
  TooLarge: 'too-large: the body is too large',
  UnsupportedMediaType: 'unsupported-media-type: the body has the wrong media type',
  TooManyRequests: 'too-many-requests: wait as long as Retry-After says',
  Unavailable: 'unavailable or overloaded: try again after Retry-After',
};

/** The problems that do not belong to one endpoint: which of them can happen follows from its shape. */
function generalProblems(route: Route): Json {
  const names: Partial<Record<number, keyof typeof generalResponses>> = {
    400: 'InvalidInput',
    ...(route.access !== 'public' && { 401: 'Unauthenticated', 403: 'Forbidden' }),
    ...(route.bodyType !== 'none' && { 413: 'TooLarge', 415: 'UnsupportedMediaType' }),
    429: 'TooManyRequests',
    503: 'Unavailable',
  };
  return Object.fromEntries(
    Object.entries(names).map(([status, name]) => [status, { $ref: `#/components/responses/${name}` }]),
  );
}

/** The problems that an endpoint declares, those of one status together. */
function ownProblems(kinds: readonly ProblemKind[]): Json {
  const byStatus = new Map<number, ProblemKind[]>();
  for (const kind of kinds) byStatus.set(kind.status, [...(byStatus.get(kind.status) ?? []), kind]);
  return Object.fromEntries(
    [...byStatus].map(([status, sameStatus]) => [
      status,
      problemResponse(
        sameStatus.map(({ code, title }) => `${code}: ${title}`).join('; '),
        sameStatus.map(({ code }) => code),
      ),
    ]),
  );
}

const problemSchema: Json = {
  type: 'object',
  description: 'RFC 9457',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string', format: 'uri', description: 'A URI that ends in the code' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: { path: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
};

function problemResponse(description: string, codes?: string[]): Json {
  const reference = { $ref: '#/components/schemas/Problem' };
  const schema = codes ? { allOf: [reference, { properties: { code: { enum: codes } } }] } : reference;
  return { description, content: { 'application/problem+json': { schema } } };
}

const ownOperation: Json = {
  operationId: 'getOpenapiJson',
  summary: 'This document',
  security: [],
  responses: {
    200: { description: 'OpenAPI 3.1', content: { 'application/json': { schema: { type: 'object' } } } },
    304: notModified,
  },
};

/** `input` is what a client sends, `output` what it gets; they differ where a schema has defaults or transforms. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}

const nonEmpty = (name: string, list: unknown[]): Json => (list.length > 0 ? { [name]: list } : {});
