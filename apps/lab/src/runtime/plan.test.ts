import { describe, expect, it } from '@jest/globals';
import { manifests } from '../manifests.ts';
import { parseGroups } from './choices.ts';
import { groupToScale, planCopies, planGroups, portsNeeded, wiring, type GroupPlan } from './plan.ts';

const byName = (groups: readonly GroupPlan[], name: string) => groups.find((group) => group.name === name)!;
const address = (group: GroupPlan) => [`${group.name}:1`, `${group.name}:2`];

describe('the groups', () => {
  it('are one process and one database for the monolith', () => {
    expect(planGroups({ variant: 'monolith' })).toEqual([
      expect.objectContaining({ name: 'monolith', app: 'monolith', database: 'monolith', copies: 1 }),
    ]);
  });

  it('are a process and a database for each module of the microservices', () => {
    expect(planGroups({ variant: 'msa' }).map(({ name, app, database }) => [name, app, database])).toEqual(
      ['identity', 'catalog', 'enrollment', 'billing', 'notification'].map((context) => [
        `${context}-service`,
        `${context}-service`,
        `msa_${context}`,
      ]),
    );
  });

  it('are as told otherwise, and alone modules keep their own app', () => {
    const groups = parseGroups('billing+enrollment,identity,catalog+notification');
    expect(planGroups({ variant: 'msa', groups })).toEqual([
      expect.objectContaining({ app: 'grouped-service', database: 'msa_enrollment_billing' }),
      expect.objectContaining({ app: 'identity-service', database: 'msa_identity' }),
      expect.objectContaining({ app: 'grouped-service', database: 'msa_catalog_notification' }),
    ]);
  });

  it('have the copies of any of their modules', () => {
    const groups = parseGroups('enrollment+billing,identity,catalog,notification');
    const plans = planGroups({ variant: 'both', groups, replicas: { billing: 3, monolith: 2 } });
    expect(byName(plans, 'enrollment-billing-service').copies).toBe(3);
    expect(byName(plans, 'monolith').copies).toBe(2);
    expect(() => planGroups({ variant: 'msa', groups, replicas: { billing: 3, enrollment: 2 } })).toThrow(
      'different numbers',
    );
  });
});

describe('the copies', () => {
  it('have names and ports of their own', () => {
    const groups = planGroups({ variant: 'msa', replicas: { enrollment: 3 } });
    const ports = Array.from({ length: portsNeeded(groups) }, (_, index) => 20_000 + index);
    const copies = planCopies(groups, ports);
    expect(copies.map(({ name }) => name)).toContain('enrollment-service-3');
    expect(new Set(copies.map(({ name }) => name)).size).toBe(copies.length);
    expect(new Set(copies.flatMap(({ httpPort, messagePort }) => [httpPort, messagePort])).size).toBe(
      ports.length,
    );
    expect(copies.filter(({ first }) => first)).toHaveLength(groups.length);
  });
});

describe('the group to scale', () => {
  const groups = planGroups({
    variant: 'both',
    groups: parseGroups('enrollment+billing,identity,catalog,notification'),
  });

  it('is the one that has the part', () => {
    expect(groupToScale(groups, 'monolith', 2).name).toBe('monolith');
    expect(groupToScale(groups, 'billing', 2).name).toBe('enrollment-billing-service');
  });

  it.each([
    ['web', 2, 'no part "web" to scale; there are monolith, enrollment, billing, identity'],
    ['monolith', 0, 'monolith cannot have 0 copies; there can be 1 to 20'],
    ['monolith', 1.5, 'cannot have 1.5 copies'],
    ['catalog', 21, 'cannot have 21 copies'],
  ])('is refused for %s with %p copies', (part, copies, reason) => {
    expect(() => groupToScale(groups, part, copies)).toThrow(reason);
  });

  it('is not the monolith for a context, where there is nothing else', () => {
    expect(() => groupToScale(planGroups({ variant: 'monolith' }), 'catalog', 2)).toThrow(
      'there are monolith.',
    );
  });
});

describe('the wiring', () => {
  const settingsOf = (groups: GroupPlan[], name: string) => {
    const { PEERS, EVENT_SUBSCRIBERS } = wiring(byName(groups, name), groups, manifests, address);
    const read = (text: string) =>
      Object.fromEntries(text.split(';').map((part) => part.split('=') as [string, string]));
    return { peers: read(PEERS), subscribers: read(EVENT_SUBSCRIBERS) };
  };

  it('names all copies of those who are called or told, and nobody else', () => {
    const { peers } = settingsOf(planGroups({ variant: 'both' }), 'enrollment-service');
    // Enrollment calls catalog, identity and billing, and tells notification.
    expect(Object.keys(peers)).toEqual(['identity', 'catalog', 'billing', 'notification']);
    expect(peers.billing).toBe('billing-service:1,billing-service:2');
  });

  it('tells each event to those who take it', () => {
    const { subscribers } = settingsOf(planGroups({ variant: 'msa' }), 'enrollment-service');
    for (const manifest of manifests.filter(({ context }) => context !== 'enrollment'))
      for (const { name } of manifest.takes.filter((event) => event.name.startsWith('enrollment.')))
        expect(subscribers[name]!.split(',')).toContain(manifest.context);
  });

  it('leaves out what shares the process, and reaches groups by each of their modules', () => {
    const groups = planGroups({
      variant: 'msa',
      groups: parseGroups('enrollment+billing,identity,catalog+notification'),
    });
    const { peers, subscribers } = settingsOf(groups, 'enrollment-billing-service');
    expect(Object.keys(peers)).toEqual(['identity', 'catalog', 'notification']);
    expect(peers.catalog).toBe(peers.notification);
    expect(Object.values(subscribers).join()).not.toContain('billing');
  });

  it('is empty for the monolith', () => {
    const groups = planGroups({ variant: 'both' });
    expect(wiring(byName(groups, 'monolith'), groups, manifests, address)).toEqual({
      PEERS: '',
      EVENT_SUBSCRIBERS: '',
    });
  });
});
