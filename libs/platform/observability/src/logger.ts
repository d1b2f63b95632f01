import { pino, type Logger } from 'pino';
import { currentRequest } from './request-context.ts';

export type { Logger };

/**
 * The process' logger: JSON lines on stdout, each with the request and trace ids of the request being served.
 * Passwords and tokens never reach it: bodies and headers are not logged.
 */
export function createLogger(options: { level: string; process: string }): Logger {
  return pino({
    level: options.level,
    base: { process: options.process },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    mixin: () => {
      const request = currentRequest();
      return request ? { requestId: request.requestId, traceId: request.trace.traceId } : {};
    },
  });
}
