import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withPasswordFrom } from './database-url.ts';

describe('a database password in a file', () => {
  let folder: string;
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'sugang-settings-'))));
  afterAll(() => rm(folder, { recursive: true }));

  it('comes into the URL whatever characters it has', async () => {
    const file = join(folder, 'password');
    const password = 'a%b/c:d@e?#é';
    await writeFile(file, `${password}\n`);
    const url = new URL(withPasswordFrom('postgresql://user@host:5432/db', file, 'DATABASE_PASSWORD_FILE'));
    expect(decodeURIComponent(url.password)).toBe(password);
    expect(url.host).toBe('host:5432');
  });

  it('is not needed', () => {
    expect(withPasswordFrom('postgresql://u:p@h/db', undefined, 'X')).toBe('postgresql://u:p@h/db');
  });

  it('names the setting when the file is not there', () => {
    expect(() => withPasswordFrom('postgresql://u@h/db', join(folder, 'none'), 'X_FILE')).toThrow(
      'Setting X_FILE names a file that cannot be read',
    );
  });
});
