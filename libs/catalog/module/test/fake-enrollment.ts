import { setImmediate as nextTurn } from 'node:timers/promises';
import { unavailable, type ClientOf } from '@sugang/contract';
import type { EnrollmentApi } from '@sugang/enrollment-contracts';

type Enrollment = ClientOf<typeof EnrollmentApi>;

/** Enrollment as the catalog sees it: it keeps capacities, and refuses those below the seats taken. */
export class FakeEnrollment implements Enrollment {
  readonly capacities = new Map<string, number>();
  readonly taken = new Map<string, number>();
  readonly full = new Set<string>();
  reachable = true;
  /** Happens once the next capacities are set, before the catalog hears of it. */
  onceSet: (() => Promise<void> | void) | undefined;
  calls = { setCapacities: 0, fullSections: 0 };

  clear(): void {
    this.capacities.clear();
    this.taken.clear();
    this.full.clear();
    this.reachable = true;
    this.onceSet = undefined;
    this.calls = { setCapacities: 0, fullSections: 0 };
  }

  setCapacities: Enrollment['setCapacities'] = async ({ sections }) => {
    this.calls.setCapacities++;
    await this.answer();
    const refused: { sectionId: string; taken: number }[] = [];
    for (const { sectionId, capacity } of sections) {
      const taken = this.taken.get(sectionId) ?? 0;
      if (capacity < taken) refused.push({ sectionId, taken });
      else this.capacities.set(sectionId, capacity);
    }
    const { onceSet } = this;
    this.onceSet = undefined;
    await onceSet?.();
    return { refused };
  };

  fullSections: Enrollment['fullSections'] = async () => {
    this.calls.fullSections++;
    await this.answer();
    return { sectionIds: [...this.full] };
  };

  private async answer(): Promise<void> {
    await nextTurn();
    if (!this.reachable) throw unavailable('The enrollment service cannot be reached now.');
  }
}
