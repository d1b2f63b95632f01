import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS } from '@sugang/composition';
import { withPasswordFrom, type ProcessSettings } from '@sugang/configuration';
import {
  hashInitialPassword,
  isPasswordOf,
  passwordMark,
  passwordMarkKey,
  type ImportedStudent,
} from '@sugang/identity-domain';
import { UnitOfWorkPool } from '@sugang/persistence';
import { availableParallelism } from 'node:os';

/** Node hashes on four threads. One is left to those who sign in meanwhile. */
const HASHES_AT_ONCE = Math.min(3, availableParallelism());

/** What is kept of a user's password. */
export interface KeptPassword {
  passwordHash: string;
  importedPasswordMark: string | null;
}

/** What is to be stored of a password: no hash where it is the one that the user has. */
export interface PasswordToStore {
  passwordHash: string | null;
  passwordMark: string | null;
}

/**
 * Says which passwords of an import are new, and hashes those. To compare each with the slow hash that is kept would take
 * minutes each time, so a mark of it is kept too, whose key is made from what only the process knows and the database does
 * not: its own password for the database. Where that one has changed or is empty, the slow hash decides.
 */
@Injectable()
export class ImportedPasswords {
  #key: Promise<Buffer | undefined> | undefined;

  constructor(
    @Inject(SETTINGS) private readonly settings: ProcessSettings,
    @Inject(UnitOfWorkPool) private readonly pool: UnitOfWorkPool,
  ) {}

  /** What to store for each of the students, in their order. */
  async toStore(
    students: readonly ImportedStudent[],
    kept: ReadonlyMap<string, KeptPassword>,
  ): Promise<PasswordToStore[]> {
    const key = await (this.#key ??= this.#makeKey());
    const stored: PasswordToStore[] = [];
    let next = 0;
    const work = async () => {
      while (next < students.length) {
        const index = next++;
        const student = students[index]!;
        const mark = key ? passwordMark(key, student.username, student.password) : null;
        stored[index] = await this.#one(student, mark, kept.get(student.username));
      }
    };
    await Promise.all(Array.from({ length: HASHES_AT_ONCE }, work));
    return stored;
  }

  async #one(
    { username, password }: ImportedStudent,
    passwordMark: string | null,
    kept: KeptPassword | undefined,
  ): Promise<PasswordToStore> {
    if (kept && (await this.#isKept(username, password, passwordMark, kept))) {
      return { passwordHash: null, passwordMark };
    }
    return { passwordHash: await hashInitialPassword(password), passwordMark };
  }

  async #isKept(
    username: string,
    password: string,
    mark: string | null,
    { passwordHash, importedPasswordMark }: KeptPassword,
  ): Promise<boolean> {
    if (mark !== null && mark === importedPasswordMark) return true;
    if (!(await isPasswordOf(passwordHash, password))) return false;
    await this.pool.query(
      `UPDATE "identity"."user" SET "imported_password_mark" = $3 WHERE "username" = $1 AND "password_hash" = $2`,
      [username, passwordHash, mark],
    );
    return true;
  }

  async #makeKey(): Promise<Buffer | undefined> {
    const { DATABASE_URL, DATABASE_PASSWORD_FILE } = this.settings;
    const url = withPasswordFrom(DATABASE_URL, DATABASE_PASSWORD_FILE, 'DATABASE_PASSWORD_FILE');
    const secret = decodeURIComponent(new URL(url).password);
    return secret ? passwordMarkKey(secret) : undefined;
  }
}
