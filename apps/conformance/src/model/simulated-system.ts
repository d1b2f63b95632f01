import type { Campus } from './campus.ts';
import type { Deed } from './commands.ts';
import type { System } from './follow.ts';
import { registrarViewOf } from './registrar-view.ts';
import { settlements } from './settling.ts';
import { viewOf } from './state.ts';
import type { State } from './state.ts';
import { outcomes } from './transitions.ts';

/** What is wrong with a simulated system: it works by other rules, or does something on the side. */
export interface Fault {
  readonly campus?: (campus: Campus) => Campus;
  readonly after?: (before: State, deed: Deed, after: State) => State;
  readonly forgetsToSettle?: (deed: Deed) => boolean;
}

/** A system that is nothing but the rules, with a fault: what the comparison must find. */
export class SimulatedSystem implements System {
  private readonly rules: Campus;

  constructor(
    private readonly campus: Campus,
    private state: State,
    private readonly fault: Fault = {},
  ) {
    this.rules = fault.campus?.(campus) ?? campus;
  }

  perform(deed: Deed): Promise<string> {
    const before = this.state;
    const { answer, state } = outcomes(this.rules, before, deed)[0]!;
    const after = this.fault.after?.(before, deed, state) ?? state;
    this.state = this.fault.forgetsToSettle?.(deed) ? after : settlements(this.rules, [after])[0]!;
    return Promise.resolve(answer);
  }

  view(): Promise<string[]> {
    return Promise.resolve(viewOf(this.state, this.campus));
  }

  registrarView(): Promise<string[]> {
    return Promise.resolve(registrarViewOf(this.state, this.campus));
  }
}
