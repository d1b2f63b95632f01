import { readSettings, runMain } from '@sugang/configuration';
import { list, replay } from './commands.ts';
import { readCommand } from './command-line.ts';
import { openPlaces } from './places.ts';
import { DeadLetterSettings } from './settings.ts';

/** Lists the events that a subscriber has refused too often, and has them delivered again. */
await runMain(async () => {
  const command = readCommand(process.argv.slice(2));
  if (command.name === 'help') return void process.stdout.write(command.text);
  const { places, close } = openPlaces(readSettings(DeadLetterSettings));
  try {
    const lines = await (command.name === 'list' ? list(places, command) : replay(places, command));
    for (const line of lines) process.stdout.write(`${line}\n`);
  } finally {
    await close();
  }
});
