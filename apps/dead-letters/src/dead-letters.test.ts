import { beforeEach, describe, expect, it } from '@jest/globals';
import type { DeadLetter, DeadLetters } from '@sugang/events';
import { list, replay } from './commands.ts';
import { readCommand } from './command-line.ts';

const letter = (id: string, subscriber: string): DeadLetter => ({
  id,
  subscriber,
  event: 'enrollment.seat-released',
  refusals: 20,
  since: '2026-09-01T09:00:00.000Z',
  reason: 'no\n  account',
});

describe('dead letters', () => {
  let replayed: string[];
  const place = (name: string, letters: DeadLetter[]): DeadLetters => ({
    place: name,
    list: async () => letters,
    replay: async (chosen) => void replayed.push(...chosen.map(({ id }) => `${name}: ${id}`)),
  });
  const places = [
    place('outbox', [letter('a', 'billing'), letter('b', 'notification')]),
    place('queue', [letter('c', 'billing')]),
  ];
  beforeEach(() => {
    replayed = [];
  });

  const run = async (...words: string[]) => {
    const command = readCommand(words);
    if (command.name === 'help') return [command.text];
    return command.name === 'list' ? list(places, command) : replay(places, command);
  };

  it('are listed with all that one needs to know', async () => {
    const lines = await run('list');
    expect(lines).toHaveLength(9);
    expect(lines.slice(0, 3)).toEqual([
      'a  enrollment.seat-released for billing',
      '  refused 20 times, dead since 2026-09-01T09:00:00.000Z, in the outbox',
      '  no account',
    ]);
  });

  it('are listed for one subscriber, and for programs', async () => {
    const [text] = await run('list', '--for', 'billing', '--json');
    expect(JSON.parse(text!)).toMatchObject([
      { id: 'a', place: 'outbox' },
      { id: 'c', place: 'queue' },
    ]);
  });

  it('are said to be none', async () => {
    expect(await list([], { name: 'list', json: false })).toEqual(['There are no dead letters.']);
  });

  it.each([
    [['--all'], ['outbox: a', 'outbox: b', 'queue: c'], '3 events are delivered again.'],
    [['--all', '--for', 'notification'], ['outbox: b'], '1 event is delivered again.'],
    [['a', 'c'], ['outbox: a', 'queue: c'], '2 events are delivered again.'],
  ])('are replayed: %j', async (words, expected, line) => {
    expect(await run('replay', ...words)).toEqual([line]);
    expect(replayed).toEqual(expected);
  });

  it('are not replayed when one of them is not there', async () => {
    await expect(run('replay', 'a', 'x')).rejects.toThrow('No dead letter has the id x.');
    await expect(run('replay', 'b', '--for', 'billing')).rejects.toThrow('No dead letter has the id b.');
    expect(replayed).toEqual([]);
  });

  it.each([
    [['replay'], 'Say which events to replay: their ids, or --all.'],
    [['replay', 'a', '--all'], 'Say which events to replay: their ids, or --all.'],
    [['drop', 'a'], '"drop a" is no command.'],
    [['list', '--loud'], "Unknown option '--loud'"],
  ])('say what is wrong with %j', (words, message) => {
    expect(() => readCommand(words)).toThrow(message);
  });

  it('have a help', async () => {
    expect((await run())[0]).toContain('Usage: dead-letters list');
    expect(await run('--help')).toEqual(await run());
  });
});
