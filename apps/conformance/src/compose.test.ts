import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { describeReplicaShares } from './behaviour/replica-shares.ts';
import { describeRush } from './behaviour/rush.ts';
import { describeSite } from './behaviour/site.ts';
import { sumOfMetric } from './client/metrics.ts';
import { ComposeSystem } from './compose-system.ts';
import { describePart } from './parts.ts';
import { describeConformance } from './suite/index.ts';

jest.setTimeout(120_000);

const START_MS = 1_500_000;
const STOP_MS = 180_000;

describePart('compose')('in Compose', () => {
  const system = new ComposeSystem();
  beforeAll(() => system.up({ monolith: 3, enrollment: 3, catalog: 3 }), START_MS);
  afterAll(() => system.down(), STOP_MS);

  describe('the edge', () => {
    it('is the only container that can be reached from outside', () => {
      const published = system.containers.filter(({ NetworkSettings }) =>
        Object.values(NetworkSettings.Ports).some((bindings) => bindings !== null && bindings.length > 0),
      );
      expect(published).toEqual(system.containersOf('nginx'));
    });

    it.each(['postgres', 'rabbitmq'])('cannot reach %s', (service) => {
      const networksOf = (name: string) =>
        system.containersOf(name).flatMap((one) => Object.keys(one.NetworkSettings.Networks));
      expect(networksOf(service)).toHaveLength(1);
      expect(networksOf('nginx')).not.toContain(networksOf(service)[0]);
    });
  });

  describe('the services', () => {
    it('do not run as root', () => {
      const services = ['monolith', 'identity', 'catalog', 'enrollment', 'billing', 'notification'];
      const users = services
        .flatMap((service) => system.containersOf(service))
        .map(({ Config }) => Config.User);
      expect(new Set(users)).toEqual(new Set(['node']));
    });
  });

  describe('conformance', () => {
    describeConformance(system.targets);
    describeSite(() => system.site);
  });
  describe('behaviour', () => describeRush(system.targets));
  describe('three copies each', () => describeReplicaShares(system));

  describe('the events of the microservices', () => {
    it('all go by RabbitMQ', async () => {
      const sum = async (context: string, metric: string, labels: Record<string, RegExp>) => {
        const copies = system.copiesOf('msa', context);
        const sums = copies.map(({ httpAddress }) => sumOfMetric(httpAddress, { metric, labels }));
        return (await Promise.all(sums)).reduce((total, part) => total + part, 0);
      };
      expect(await sum('enrollment', 'events_delivered_total', { subscriber: /^billing$/ })).toBeGreaterThan(
        0,
      );
      expect(await sum('billing', 'rpc_server_requests_total', { operation: /^takeEvents$/ })).toBe(0);
    });
  });
});
