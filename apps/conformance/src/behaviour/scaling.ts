import { expect, it } from '@jest/globals';
import type { RunningSystem } from '@sugang/lab/runtime';
import { eventually } from '../client/eventually.ts';
import { sumOf } from '../client/metrics.ts';

/** That the callers of a service know its copies, as soon as these are there and as long as they are. */
export function describeScaling(system: () => RunningSystem): void {
  const known = async () => {
    const { body } = await system().ask('enrollment-service', '/metrics');
    return sumOf(body, 'rpc_client_replicas', { contract: /^identity$/ });
  };
  const calls = async (name: string) => {
    const { body } = await system().ask(name, '/metrics');
    return sumOf(body, 'rpc_server_requests_total', { contract: /^identity$/ });
  };
  /** Nobody's token, so that the service asks identity for its keys. */
  const ask = async () => {
    const response = await fetch(`${system().addresses.msa}/api/enrollments`, {
      headers: { authorization: 'Bearer eyJhbGciOiJFUzI1NiIsImtpZCI6Im5vbmUifQ.e30.AAAA' },
    });
    await response.text();
  };

  it('tells callers of copies that come, and of those that go', async () => {
    await eventually(async () => {
      await ask();
      expect(await known()).toBe(1);
    });
    await system().scale('identity', 3);
    expect(await known()).toBe(3);
    await eventually(async () => {
      await ask();
      expect(await calls('identity-service-3')).toBeGreaterThan(0);
    });
    await system().scale('identity', 1);
    expect(await known()).toBe(1);
    expect(
      system()
        .processes()
        .filter(({ contexts }) => contexts.includes('identity'))
        .map(({ name }) => name),
    ).toEqual(['identity-service']);
  });
}
