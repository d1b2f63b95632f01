import { eventually } from '../client/eventually.ts';
import type { Campus } from './campus.ts';
import { deedOf, describeDeed, needsRest } from './commands.ts';
import type { Command, Deed } from './commands.ts';
import { registrarViewOf } from './registrar-view.ts';
import { reachable, settlements } from './settling.ts';
import { viewOf } from './state.ts';
import type { State } from './state.ts';
import { outcomes } from './transitions.ts';

/** A system that commands are done on, in the words of the model. */
export interface System {
  /** Does something and says what it was answered. */
  perform(deed: Deed): Promise<string>;
  /** What students see of it, as `viewOf` tells of a state. */
  view(): Promise<string[]>;
  /** What the registrar sees of it, as `registrarViewOf` tells of a state. */
  registrarView(): Promise<string[]>;
}

/** A command; after a `hasty` one the next comes before everything has been decided. */
export interface Step {
  readonly command: Command;
  readonly hasty: boolean;
}

/** A system that did what the rules do not allow, with all that led there. */
export class Disagreement extends Error {
  constructor(transcript: readonly string[], what: string) {
    super([...transcript.map((line, index) => `${index + 1}. ${line}`), what].join('\n'));
    this.name = 'Disagreement';
  }
}

/** Does commands on a system and on the model; throws a `Disagreement` at the first thing that the rules do not allow. */
export async function follow(
  campus: Campus,
  start: State,
  system: System,
  steps: readonly Step[],
  patience: number,
): Promise<void> {
  const comparison = new Comparison(campus, start, system, patience);
  for (const [index, { command, hasty }] of steps.entries()) {
    if (needsRest(command)) await comparison.rest();
    const deed = deedOf(campus, comparison.likely, command, `#${index + 1}`);
    if (!deed) continue;
    await comparison.perform(deed);
    if (!hasty) await comparison.rest();
  }
  await comparison.rest();
  await comparison.compareRegistrarView();
}

/** A system beside the model. The model keeps all states that the system may be in, as far as its answers tell. */
class Comparison {
  private readonly transcript: string[] = [];
  private states: readonly State[];
  private atRest = true;

  constructor(
    private readonly campus: Campus,
    start: State,
    private readonly system: System,
    private readonly patience: number,
  ) {
    this.states = [start];
  }

  /** One of the states that the system may be in; the only one when it is at rest. */
  get likely(): State {
    return this.states[0]!;
  }

  /** Does a deed and compares the answer. */
  async perform(deed: Deed): Promise<void> {
    const possible = reachable(this.campus, this.states).flatMap((state) =>
      outcomes(this.campus, state, deed),
    );
    const allowedFor = (answer: string) => possible.filter((outcome) => outcome.answer === answer);
    const ask = async () => {
      const answer = await this.system.perform(deed);
      const allowed = allowedFor(answer);
      // What is refused only until it is decided who gets a free seat is asked again.
      if (allowed.length > 0 && allowed.every(({ notYet }) => notYet)) throw new NotYet(answer);
      return answer;
    };
    const answer = await eventually(ask, this.patience).catch((failure: unknown) => {
      if (failure instanceof NotYet) return `${failure.message}, and that for too long`;
      throw this.disagreement(`${describeDeed(this.campus, deed)} failed: ${String(failure)}`);
    });
    this.transcript.push(`${describeDeed(this.campus, deed)} → ${answer}`);
    const expected = [...new Set(possible.map((one) => one.answer))].join(', or ');
    if (allowedFor(answer).length === 0) throw this.disagreement(`By the rules the answer is ${expected}.`);
    this.states = allowedFor(answer).map(({ state }) => state);
    this.atRest = false;
  }

  /** Waits until everything has been decided, and compares what students see. */
  async rest(): Promise<void> {
    if (this.atRest) return;
    const finals = settlements(this.campus, this.states);
    const views = finals.map((state) => viewOf(state, this.campus));
    const reached = await this.sees(() => this.system.view(), views);
    this.states = [finals[reached]!];
    this.atRest = true;
  }

  /** Compares what the registrar sees. */
  async compareRegistrarView(): Promise<void> {
    await this.sees(() => this.system.registrarView(), [registrarViewOf(this.likely, this.campus)]);
  }

  /** Waits until one of some views is seen, and answers which. */
  private async sees(look: () => Promise<string[]>, views: readonly string[][]): Promise<number> {
    let seen: string[] = [];
    const texts = views.map((view) => view.join('\n'));
    try {
      return await eventually(async () => {
        seen = await look();
        const reached = texts.indexOf(seen.join('\n'));
        if (reached < 0) throw new NotYet('Another view');
        return reached;
      }, this.patience);
    } catch (failure) {
      if (!(failure instanceof NotYet)) throw this.disagreement(`Looking failed: ${String(failure)}`);
      const wanted = views.map((view) => differences(seen, view)).join('\n  or');
      throw this.disagreement(`It does not come to where the rules lead:${wanted}`);
    }
  }

  private disagreement(what: string): Disagreement {
    return new Disagreement(this.transcript, what);
  }
}

/** Something that may still come. */
class NotYet extends Error {}

/** What is seen and should not be, and what should be seen and is not. */
function differences(seen: readonly string[], wanted: readonly string[]): string {
  return [
    ...seen.filter((line) => !wanted.includes(line)).map((line) => `\n  is:        ${line}`),
    ...wanted.filter((line) => !seen.includes(line)).map((line) => `\n  should be: ${line}`),
  ].join('');
}
