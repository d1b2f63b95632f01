import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ChargeDecided, type BillingApi, type ChargeDecision } from '@sugang/billing-contracts';
import type { CatalogApi, VersionedSection, VersionedTerm } from '@sugang/catalog-contracts';
import { internalError, type ClientOf, type EventEnvelope } from '@sugang/contract';
import type { IdentityApi, StudentProfile } from '@sugang/identity-contracts';

type Billing = ClientOf<typeof BillingApi>;

/** Billing as enrollment sees it: it refuses the poor, and notes what it is asked for. */
export class FakeBilling implements Billing {
  readonly poor = new Set<string>();
  readonly charged = new Set<string>();
  readonly released: string[] = [];
  /** Fails the next charge, as a database does. */
  breaksDown = false;

  chargeAll: Billing['chargeAll'] = async ({ charges }) => {
    await nextTurn();
    if (this.breaksDown) throw new Error('billing broke down');
    return {
      decisions: charges.map(({ enrollmentId, studentId }) => {
        if (this.poor.has(studentId)) return { enrollmentId, outcome: 'refused', reason: 'account-limit' };
        this.charged.add(enrollmentId);
        return { enrollmentId, outcome: 'charged' };
      }),
    };
  };

  releaseAll: Billing['releaseAll'] = async ({ releases }) => {
    await nextTurn();
    this.released.push(...releases.map((release) => release.enrollmentId));
    return {};
  };

  tuitionOf: Billing['tuitionOf'] = () => Promise.reject(new Error('not asked here'));
}

/** Catalog and identity as enrollment sees them, with what enrollment has no copy of yet. */
export class FakeOwners {
  readonly sections = new Map<string, VersionedSection>();
  readonly terms = new Map<string, VersionedTerm>();
  readonly students = new Map<string, StudentProfile>();
  /** Each call, as the operation and the ids asked for. */
  readonly calls: string[] = [];
  /** Whether they answer; a service whose database is away says that it failed. */
  areUp = true;

  readonly catalog: ClientOf<typeof CatalogApi> = {
    sectionsByIds: async ({ ids }) => ({ sections: await this.#known('sections', ids, this.sections) }),
    termsByIds: async ({ ids }) => ({ terms: await this.#known('terms', ids, this.terms) }),
  };

  readonly identity: ClientOf<typeof IdentityApi> = {
    publicKeys: () => Promise.reject(new Error('not asked here')),
    studentsByIds: async ({ ids }) => ({ students: await this.#known('students', ids, this.students) }),
  };

  async #known<T>(what: string, ids: string[], items: Map<string, T>): Promise<T[]> {
    this.calls.push(`${what} ${ids.join()}`);
    await nextTurn();
    if (!this.areUp) throw internalError('The operation failed.');
    return ids.flatMap((id) => items.get(id) ?? []);
  }
}

/** What billing decided, as it arrives. */
export const decided = (payload: ChargeDecision): EventEnvelope => ({
  id: randomUUID(),
  type: ChargeDecided.name,
  version: 1,
  occurredAt: new Date().toISOString(),
  payload,
});
