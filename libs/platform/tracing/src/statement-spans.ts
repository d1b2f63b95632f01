import { AsyncLocalStorage } from 'node:async_hooks';
import { SpanKind, type Span } from '@opentelemetry/api';
import {
  ATTR_DB_NAMESPACE,
  ATTR_DB_QUERY_SUMMARY,
  ATTR_DB_RESPONSE_STATUS_CODE,
  ATTR_DB_SYSTEM_NAME,
  DB_SYSTEM_NAME_VALUE_POSTGRESQL,
} from '@opentelemetry/semantic-conventions';
import { currentRequest } from '@sugang/observability';
import { statementName, type UnitOfWorkPool } from '@sugang/persistence';
import { isRecorded, noteFailure, type Recorder } from './recorder.ts';

type AnyMethod = (...args: unknown[]) => unknown;
type Callback = (error: unknown, result: unknown) => unknown;

/** A span for each statement, with those that begin and end transactions, on every connection that the pool makes. */
export function recordStatements(pool: UnitOfWorkPool, recorder: Recorder): void {
  pool.on('connect', (client) => {
    const send = client.query.bind(client) as AnyMethod;
    client.query = recorded(send, recorder, client.database) as typeof client.query;
  });
  // A connection that is waited for comes by the work of whoever gives it back: the callback keeps its own request.
  const connect = pool.connect.bind(pool) as AnyMethod;
  pool.connect = ((...args: unknown[]) =>
    connect(
      ...args.map((arg) => (typeof arg === 'function' ? AsyncLocalStorage.bind(arg as AnyMethod) : arg)),
    )) as typeof pool.connect;
}

function recorded(send: AnyMethod, recorder: Recorder, database: string | undefined): AnyMethod {
  return (...args) => {
    const request = currentRequest();
    if (!isRecorded(request)) return send(...args);
    const name = statementName(args[0]);
    const span = recorder.begin(request, {
      name,
      kind: SpanKind.CLIENT,
      attributes: {
        [ATTR_DB_SYSTEM_NAME]: DB_SYSTEM_NAME_VALUE_POSTGRESQL,
        [ATTR_DB_QUERY_SUMMARY]: name,
        ...(database && { [ATTR_DB_NAMESPACE]: database }),
      },
    });
    const callback = args.at(-1);
    if (typeof callback === 'function') {
      const settled: Callback = (error, result) => {
        end(span, error, result);
        return (callback as Callback)(error, result);
      };
      return send(...args.slice(0, -1), settled);
    }
    const answer = send(...args);
    void (answer as PromiseLike<unknown>).then(
      (result) => end(span, undefined, result),
      (error: unknown) => end(span, error, undefined),
    );
    return answer;
  };
}

function end(span: Span, error: unknown, result: unknown): void {
  if (error) {
    noteFailure(span, error);
    const { code } = error as { code?: unknown };
    if (typeof code === 'string') span.setAttribute(ATTR_DB_RESPONSE_STATUS_CODE, code);
  }
  const { rows } = (result ?? {}) as { rows?: unknown };
  if (Array.isArray(rows)) span.setAttribute('db.response.returned_rows', rows.length);
  span.end();
}
