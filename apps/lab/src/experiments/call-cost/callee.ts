import { BillingApi } from '@sugang/billing-contracts';
import type { ClientOf } from '@sugang/contract';
import { OperationRegistry } from '@sugang/rpc';
import { serveContract } from '../contract-server.ts';

/** Billing without its books: an answer costs nothing, so that what is measured is the call. */
const billing: ClientOf<typeof BillingApi> = {
  chargeAll: async () => ({ decisions: [] }),
  releaseAll: async () => ({}),
  tuitionOf: async ({ enrollmentIds }) => ({ tuition: enrollmentIds.length }),
};

/** The operations as a process registers them: over every binding they check what goes in and out. */
export function offeredOperations(): OperationRegistry {
  const registry = new OperationRegistry();
  registry.register(BillingApi, billing);
  return registry;
}

/** Serves the contract to other processes, as services do. */
export async function serve(port: number): Promise<void> {
  await serveContract(BillingApi, offeredOperations(), port);
}
