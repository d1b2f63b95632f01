import { identify, lives, parentOf, type ProcessIdentity } from '../runtime/processes/process-identity.ts';

/** Somebody's wish that the command ends. */
export interface StopRequest {
  /** Aborted when it comes; its reason says from where. */
  readonly signal: AbortSignal;
  /** Done when it comes. */
  readonly requested: Promise<void>;
}

/** How often to look whether npm is still there, in milliseconds. */
const parentCheckMs = 500;

/**
 * Watches for the wish to stop: Ctrl-C, SIGTERM, a closed terminal, or the end of the npm that started the command,
 * for a shell in between may swallow what npm passes on. A repeated wish changes nothing: npm sends Ctrl-C twice.
 */
export function stopRequest(): StopRequest {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => controller.abort(name));
  const parents = process.env.npm_lifecycle_event ? npmAbove() : [];
  const timer = setInterval(() => {
    if (!parents.every(lives)) controller.abort('npm has ended');
  }, parentCheckMs).unref();
  controller.signal.addEventListener('abort', () => clearInterval(timer));
  return {
    signal: controller.signal,
    requested: new Promise((resolve) => controller.signal.addEventListener('abort', () => resolve())),
  };
}

/** The shell that npm uses, and npm. */
function npmAbove(): ProcessIdentity[] {
  const parent = process.ppid;
  return [parent, parentOf(parent)].flatMap((pid) => (pid && pid > 1 ? (identify(pid) ?? []) : []));
}
