import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runMain } from '@sugang/configuration';

/**
 * `make-passwords FOLDER…`: puts a random password into the file `password` of each folder that has none yet. In Compose each
 * folder is a volume of its own, so that a service sees its own password and no other; who mounts it may read it, whatever its user.
 */
await runMain(async () => {
  for (const folder of process.argv.slice(2)) {
    const password = randomBytes(24).toString('base64url');
    await writeFile(join(folder, 'password'), password, { flag: 'wx', mode: 0o444 }).catch(
      (error: unknown) => {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      },
    );
  }
});
