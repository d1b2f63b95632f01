import { Injectable } from '@nestjs/common';
import { invalidInput } from '@sugang/contract';
import { invalidCredits, sectionNotFound, type Cart } from '@sugang/enrollment-contracts';
import { describeCredits, offers, type SectionOffer } from '@sugang/enrollment-domain';
import { UnitOfWorkPool } from '@sugang/persistence';
import { FetchCopies } from '../copies/fetch-copies.ts';
import { knowing, NotKnownYet } from '../copies/not-known-yet.ts';
import { CartStore } from './cart-store.ts';

/** More than anybody can take in a term, and few enough to be enrolled in one transaction. */
const MOST_ITEMS = 50;

/** What is in a student's cart, from long before registration opens. */
@Injectable()
export class FillCart {
  constructor(
    private readonly pool: UnitOfWorkPool,
    private readonly carts: CartStore,
    private readonly copies: FetchCopies,
  ) {}

  async read(studentId: string): Promise<Cart> {
    const items = await this.carts.of(studentId);
    return {
      items: items.map(({ sectionId, credits, addedAt }) => ({
        sectionId,
        ...(credits !== null && { credits }),
        addedAt: addedAt.toISOString(),
      })),
    };
  }

  /** @throws Problem `section-not-found`; `invalid-credits`; `invalid-input` where the cart is full */
  async put(studentId: string, sectionId: string, credits: number | undefined): Promise<Cart> {
    const section = await knowing(
      this.copies,
      () => this.#section(sectionId),
      () => sectionNotFound(`There is no section ${sectionId}.`),
    );
    if (credits !== undefined && !offers(section.credits, credits)) {
      throw invalidCredits(
        `${section.code} gives ${describeCredits(section.credits)} credits, not ${credits}.`,
      );
    }
    const { items } = await this.read(studentId);
    if (items.length >= MOST_ITEMS && !items.some((item) => item.sectionId === sectionId)) {
      const message = `a cart holds ${MOST_ITEMS} sections; take one out first`;
      throw invalidInput([{ path: 'params.sectionId', message }]);
    }
    await this.carts.put(studentId, sectionId, credits);
    return this.read(studentId);
  }

  async remove(studentId: string, sectionId: string): Promise<void> {
    await this.carts.remove(studentId, [sectionId]);
  }

  async #section(sectionId: string): Promise<Pick<SectionOffer, 'code' | 'credits'>> {
    const { rows } = await this.pool.query<Pick<SectionOffer, 'code' | 'credits'>>(
      `SELECT "code", "credits" FROM "enrollment"."section" WHERE "id" = $1`,
      [sectionId],
    );
    if (!rows[0]) throw new NotKnownYet({ students: [], sections: [sectionId] });
    return rows[0];
  }
}
