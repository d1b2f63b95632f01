import { Injectable } from '@nestjs/common';
import { UnitOfWorkPool } from '@sugang/persistence';

/** An item of a student's cart. */
export interface CartItem {
  sectionId: string;
  credits: number | null;
  addedAt: Date;
}

interface CartRow {
  section_id: string;
  credits: number | null;
  added_at: Date;
}

/** Students' carts. */
@Injectable()
export class CartStore {
  constructor(private readonly pool: UnitOfWorkPool) {}

  /** A student's cart, in the order in which it was filled. */
  async of(studentId: string): Promise<CartItem[]> {
    return this.#read(studentId);
  }

  /** The same, kept from others until the unit of work ends: who waited for it does not find what was enrolled in. */
  async lock(studentId: string): Promise<CartItem[]> {
    return this.#read(studentId, 'FOR UPDATE');
  }

  /** Puts a section in; one that is there keeps its place. */
  async put(studentId: string, sectionId: string, credits: number | undefined): Promise<void> {
    await this.pool.query(
      `INSERT INTO "enrollment"."cart" ("student_id", "section_id", "credits") VALUES ($1, $2, $3)
       ON CONFLICT ("student_id", "section_id") DO UPDATE SET "credits" = EXCLUDED."credits"`,
      [studentId, sectionId, credits ?? null],
    );
  }

  async remove(studentId: string, sectionIds: string[]): Promise<void> {
    await this.pool.query(
      `DELETE FROM "enrollment"."cart" WHERE "student_id" = $1 AND "section_id" = ANY($2)`,
      [studentId, sectionIds],
    );
  }

  async #read(studentId: string, lock: 'FOR UPDATE' | '' = ''): Promise<CartItem[]> {
    const { rows } = await this.pool.query<CartRow>(
      `SELECT "section_id", "credits", "added_at" FROM "enrollment"."cart"
       WHERE "student_id" = $1 ORDER BY "added_at", "section_id" ${lock}`,
      [studentId],
    );
    return rows.map((row) => ({ sectionId: row.section_id, credits: row.credits, addedAt: row.added_at }));
  }
}
