import { jsonOf } from '@sugang/configuration';
import { z } from 'zod';

const Databases = z
  .array(
    z.object({
      url: z.url({ protocol: /^postgres(ql)?$/ }),
      /** A file with the password, where the URL has none. */
      passwordFile: z.string().min(1).optional(),
      contexts: z.array(z.string().min(1)).min(1),
    }),
  )
  .min(1);

/** Where dead letters may be. */
export const DeadLetterSettings = z.object({
  DATABASES: jsonOf(Databases).describe('JSON: [{"url","passwordFile","contexts":[…]}]'),
  VARIANT: z.string().default('msa').describe('the system whose queues are meant'),
  RABBITMQ_URL: z
    .url({ protocol: /^amqps?$/ })
    .optional()
    .describe('amqp://user:password@host:port, where events go by RabbitMQ'),
  RABBITMQ_PASSWORD_FILE: z.string().optional(),
});
export type DeadLetterSettings = z.infer<typeof DeadLetterSettings>;
