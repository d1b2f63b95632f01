import { parseArgs } from 'node:util';

/** Which dead letters are meant. */
export interface Choice {
  /** Those of one subscriber; of all if left out. */
  readonly subscriber?: string;
}

export interface ListCommand extends Choice {
  readonly name: 'list';
  readonly json: boolean;
}

export interface ReplayCommand extends Choice {
  readonly name: 'replay';
  /** These; all if left out. */
  readonly ids?: readonly string[];
}

const help = `Usage: dead-letters list [--for CONTEXT] [--json]
       dead-letters replay ID… | --all [--for CONTEXT]

Dead letters are events that a subscriber has refused too often. Nobody delivers them any more: mend what is
wrong, then replay them. What was handled before is not handled again.

  list     shows them, with what the subscriber said the last time
  replay   has them delivered again, as if they were new

  --for CONTEXT   only those of one subscriber
  --all           all of them
  --json          as JSON, for programs
`;

/**
 * The command that is given.
 *
 * @throws Error when it is none
 */
export function readCommand(
  given: string[],
): ListCommand | ReplayCommand | { readonly name: 'help'; readonly text: string } {
  const { values, positionals } = parse(given);
  const [name, ...ids] = positionals;
  const subscriber = values.for;
  if (values.help || name === undefined) return { name: 'help', text: help };
  if (name === 'list' && ids.length === 0) return { name, subscriber, json: values.json };
  if (name === 'replay' && values.all && ids.length === 0) return { name, subscriber };
  if (name === 'replay' && !values.all && ids.length > 0) return { name, subscriber, ids };
  throw new Error(
    name === 'replay'
      ? 'Say which events to replay: their ids, or --all.'
      : `"${positionals.join(' ')}" is no command. There are list and replay; --help tells more.`,
  );
}

const parse = (args: string[]) =>
  parseArgs({
    args,
    allowPositionals: true,
    options: {
      for: { type: 'string' },
      json: { type: 'boolean', default: false },
      all: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
