import { z } from 'zod';

const Port = z.coerce.number().int().min(1).max(65_535);

/** `catalog=127.0.0.1:4102,127.0.0.1:4112;billing=billing-service:4000` */
export const Peers = z
  .string()
  .default('')
  .transform((text, ctx) => {
    const peers: Record<string, Address[]> = {};
    for (const [context, list] of assignments(text, ctx)) {
      peers[context] = list.map((address) => {
        const [host, port, ...rest] = address.split(':');
        if (host && Port.safeParse(port).success && !rest.length) return { host, port: Number(port) };
        ctx.addIssue({ code: 'custom', message: `"${address}" of ${context} must be host:port` });
        return { host: '', port: 0 };
      });
    }
    return peers;
  });

/** `catalog.section-changed=enrollment;enrollment.confirmed=notification` */
const EventSubscribers = z
  .string()
  .default('')
  .transform((text, ctx) => Object.fromEntries(assignments(text, ctx)));

export interface Address {
  host: string;
  port: number;
}

/** Splits `a=x,y;b=z` into its assignments; names what does not look so, or is there twice. */
function assignments(text: string, ctx: z.RefinementCtx): [string, string[]][] {
  const found = new Map<string, string[]>();
  for (const part of text.split(';').filter((part) => part.trim() !== '')) {
    const [name = '', list = '', ...rest] = part.split('=').map((side) => side.trim());
    const items = list.split(',').map((item) => item.trim());
    if (!name || items.includes('') || rest.length > 0) {
      ctx.addIssue({ code: 'custom', message: `"${part.trim()}" must be name=value,value` });
    } else if (found.has(name)) {
      ctx.addIssue({ code: 'custom', message: `${name} is there twice; put its values in one list` });
    }
    found.set(name, items);
  }
  return [...found];
}

/** The settings of every service process, whatever modules it holds. */
export const ProcessSettings = z.object({
  VARIANT: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/)
    .describe('names the system in its tokens: monolith or msa'),
  HTTP_HOST: z.string().default('127.0.0.1'),
  HTTP_PORT: Port.describe('the port of the HTTP API'),
  MESSAGE_HOST: z.string().default('127.0.0.1'),
  MESSAGE_PORT: Port.optional().describe('the port for calls and events from other processes'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .describe('postgresql://user:password@host:port/database'),
  DATABASE_PASSWORD_FILE: z
    .string()
    .optional()
    .describe('a file with the password, where DATABASE_URL has none'),
  // One connection holds the lock of the start-up tasks while they work on another.
  DATABASE_POOL: z.coerce.number().int().min(2).max(100).default(8),
  PEERS: Peers.describe('where the contexts in other processes are: context=host:port,host:port;…'),
  PEERS_FILE: z
    .string()
    .optional()
    .describe('a file with the text of PEERS, read again every few seconds, where copies come and go'),
  EVENT_SUBSCRIBERS: EventSubscribers.describe(
    'which remote contexts take which events: event=context,context;…',
  ),
  EVENT_TRANSPORT: z
    .enum(['calls', 'rabbitmq'])
    .default('calls')
    .describe('how events go to other processes: calls or rabbitmq'),
  RABBITMQ_URL: z
    .url({ protocol: /^amqps?$/ })
    .optional()
    .describe('amqp://user:password@host:port, for EVENT_TRANSPORT=rabbitmq'),
  RABBITMQ_PASSWORD_FILE: z
    .string()
    .optional()
    .describe('a file with the password, where RABBITMQ_URL has none'),
  SEED: z.enum(['none', 'demo']).default('none'),
  SUGANG_FAULTS: z
    .enum(['off', 'on'])
    .default('off')
    .describe('on lets whoever reaches the port switch faults on, for experiments only: off or on'),
  OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('where spans of requests that ask for them go: http://collector:4318/v1/traces'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
});
export type ProcessSettings = z.infer<typeof ProcessSettings>;
