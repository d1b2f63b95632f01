import type { EdgeSettings } from '../edge/settings.ts';
import type { RunOptions } from './runtime.ts';

/** What each runtime of the lab can be told besides what every runtime can. */
export interface StartOptions extends RunOptions {
  /** The folder for all that is written. */
  readonly data: string;
  /** What to set differently of the edge. */
  readonly edge: Partial<
    Pick<EdgeSettings, 'algorithm' | 'cacheReads' | 'keepSeconds' | 'requestsPerSecondAndAddress'>
  > & {
    /** Whether Nginx writes a JSON line for each request: into `logs/access.log`, in Compose into its own log. */
    readonly accessLog?: boolean;
  };
  /** The first registrar, made at the first start. */
  readonly registrar: Readonly<{ username: string; password: string }>;
  /** More settings for all service processes, for example `LOG_LEVEL`. */
  readonly environment: Readonly<Record<string, string>>;
  /** Takes a line for the person who watches. */
  say(line: string): void;
  /** Interrupts the start: what has been started is stopped. */
  readonly signal?: AbortSignal;
}

/** What holds unless it is told otherwise. */
export const startDefaults = {
  variant: 'both',
  seed: 'demo',
  edge: {},
  registrar: { username: 'registrar', password: 'let-me-in' },
  environment: {},
  say: () => undefined,
} as const satisfies Partial<StartOptions>;
