import { readFileSync } from 'node:fs';
import { SettingsError } from './read-settings.ts';

/**
 * The URL of a database or a broker with the password from a file, for places where a password has no business in the environment.
 *
 * @param setting the setting that names the file, for the message
 * @throws SettingsError if the file cannot be read
 */
export function withPasswordFrom(url: string, file: string | undefined, setting: string): string {
  if (!file) return url;
  const complete = new URL(url);
  complete.password = encodeURIComponent(readPassword(file, setting));
  return complete.href;
}

/**
 * The password in a file.
 *
 * @throws SettingsError if the file cannot be read
 */
export function readPassword(file: string, setting: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new SettingsError(
      `Setting ${setting} names a file that cannot be read: ${(error as Error).message}.`,
    );
  }
}
