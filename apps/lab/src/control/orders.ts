import type { z } from 'zod';
import { CannotRun, type RunningSystem } from '../runtime/runtime.ts';
import { ProcessOrder, RaceOrder, ScaleOrder, type Race } from '../site/site-api.ts';

/** What orders need of a system. */
export type ControlledSystem = Pick<RunningSystem, 'kill' | 'hang' | 'resume' | 'start' | 'scale'>;

/** What they need of the race. */
export interface ControlledRace {
  start(order: RaceOrder): Race;
}

/** Does an order; what it gives is shown to the one who gave it. */
type Order = (body: unknown) => Promise<unknown>;

/** What can be ordered of a running system, by its name. */
export class Orders {
  readonly #hung = new Set<string>();
  readonly #orders: Readonly<Record<string, Order>>;

  constructor(system: ControlledSystem, race: ControlledRace) {
    const onProcess = (does: (name: string) => Promise<unknown>): Order =>
      order(ProcessOrder, 'Send {"process":"monolith"}.', async ({ process }) => {
        await does(process);
      });
    this.#orders = {
      kill: onProcess(async (name) => {
        refuseNginx(name, 'killed');
        await system.kill(name);
        this.#hung.delete(name);
      }),
      hang: onProcess(async (name) => {
        refuseNginx(name, 'made to hang');
        await system.hang(name);
        this.#hung.add(name);
      }),
      resume: onProcess(async (name) => {
        await system.resume(name);
        this.#hung.delete(name);
      }),
      start: onProcess((name) => system.start(name)),
      scale: order(
        ScaleOrder,
        'Send {"part":"enrollment","copies":3}, with 1 to 20 copies.',
        ({ part, copies }) => system.scale(part, copies),
      ),
      race: order(
        RaceOrder,
        'Send {"students":100,"seats":30}, with 2 to 200 students and 1 to 200 seats.',
        async (wish) => race.start(wish),
      ),
    };
  }

  get names(): string[] {
    return Object.keys(this.#orders);
  }

  /** The order of a name; nothing where there is none. */
  named(name: string): Order | undefined {
    return Object.hasOwn(this.#orders, name) ? this.#orders[name] : undefined;
  }

  /** Whether a process was ordered to hang, and does so still as far as one knows. */
  isHung(name: string): boolean {
    return this.#hung.has(name);
  }
}

/** @throws CannotRun with the sentence on what to send */
function order<Body>(
  schema: z.ZodType<Body>,
  otherwise: string,
  does: (body: Body) => Promise<unknown>,
): Order {
  return async (given) => {
    const { data, success } = schema.safeParse(given);
    if (!success) throw new CannotRun(otherwise);
    return does(data);
  };
}

/** The pages of the lab come through Nginx: without it nobody could order its start. */
function refuseNginx(name: string, what: string): void {
  if (name === 'nginx')
    throw new CannotRun(
      `Nginx carries the pages that give orders, so it is not ${what} from here. Its pid is in "npm start -- status".`,
    );
}
