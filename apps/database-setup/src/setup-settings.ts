import { jsonOf, readPassword } from '@sugang/configuration';
import { z } from 'zod';

const Databases = z.array(
  z
    .object({
      database: z.string().min(1),
      login: z.string().min(1),
      /** The login's password, or the file that it is in. */
      password: z.string().min(1).optional(),
      passwordFile: z.string().min(1).optional(),
      contexts: z.array(z.enum(['identity', 'catalog', 'enrollment', 'billing', 'notification'])).min(1),
    })
    .refine(({ password, passwordFile }) => password ?? passwordFile, 'password or passwordFile is needed')
    .transform(({ passwordFile, ...rest }) => ({
      ...rest,
      password: rest.password ?? readPassword(passwordFile!, 'DATABASES'),
    })),
);

/** The settings of the database set-up. */
export const SetupSettings = z.object({
  ADMIN_DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .describe('postgresql://user:password@host:port/postgres, with the right to make databases and roles'),
  ADMIN_PASSWORD_FILE: z
    .string()
    .optional()
    .describe('a file with the password, where ADMIN_DATABASE_URL has none'),
  DATABASES: jsonOf(Databases).describe(
    'JSON: [{"database","login","password" or "passwordFile","contexts":[…]}]',
  ),
});
