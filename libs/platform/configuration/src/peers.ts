import { readFileSync } from 'node:fs';
import { Peers, type Address, type ProcessSettings } from './process-settings.ts';
import { SettingsError } from './read-settings.ts';

/**
 * Where the contexts in other processes are now: what the file says that `PEERS_FILE` names, or else `PEERS`, which stays as it is.
 *
 * @throws SettingsError if the file cannot be read or holds something else
 */
export function readPeers({
  PEERS,
  PEERS_FILE: file,
}: Pick<ProcessSettings, 'PEERS' | 'PEERS_FILE'>): Record<string, Address[]> {
  if (!file) return PEERS;
  const { data, error } = Peers.safeParse(textOf(file));
  if (error) throw new SettingsError(`Setting PEERS_FILE is wrong: in ${file}, ${error.issues[0]!.message}.`);
  return data;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new SettingsError(
      `Setting PEERS_FILE names a file that cannot be read: ${(error as Error).message}.`,
    );
  }
}
