import { BillingApi } from '@sugang/billing-contracts';
import type { ClientOf } from '@sugang/contract';
import { Metrics } from '@sugang/observability';
import { localClient, remoteClient, ReplicaSet } from '@sugang/rpc';
import { freePorts } from '../../runtime/processes/ports.ts';
import { offeredOperations, serve } from './callee.ts';
import { makeCalls } from './make-calls.ts';
import type { Order, Reply } from './order.ts';

/** A process that calls, or is called. It lives as long as the channel to the process that started it. */
process.on('message', (order: Order) => {
  carryOut(order).then(
    (reply) => process.send!(reply),
    (error: unknown) => process.send!({ error: String(error) } satisfies Reply),
  );
});
process.once('disconnect', () => process.exit());

async function carryOut(order: Order): Promise<Reply> {
  if (order.do === 'count') {
    const { user, system } = process.cpuUsage();
    return { cpuSeconds: (user + system) / 1e6 };
  }
  if (order.do === 'serve') {
    const [port] = await freePorts(1);
    await serve(port!);
    return { port: port! };
  }
  return makeCalls(order.port === undefined ? ownModule() : otherProcess(order.port), order);
}

const ownModule = (): ClientOf<typeof BillingApi> => localClient(BillingApi, offeredOperations());

function otherProcess(port: number): ClientOf<typeof BillingApi> {
  return remoteClient(BillingApi, new ReplicaSet([{ host: '127.0.0.1', port }]), new Metrics());
}
