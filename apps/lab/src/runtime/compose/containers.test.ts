import { describe, expect, it } from '@jest/globals';
import { planGroups } from '../plan.ts';
import { systemContainer, type ListedContainer } from './containers.ts';

const groups = planGroups({ variant: 'both' });

const listed = (
  service: string,
  number: number,
  changes: Partial<ListedContainer> = {},
): ListedContainer => ({
  Id: `id of ${service} ${number}`,
  Labels: { 'com.docker.compose.service': service, 'com.docker.compose.container-number': String(number) },
  State: 'running',
  Status: 'Up 3 minutes (healthy)',
  Ports: [],
  ...changes,
});

describe('a container', () => {
  it.each([
    ['monolith', 1, 'monolith'],
    ['monolith', 2, 'monolith-2'],
    ['enrollment', 1, 'enrollment-service'],
    ['enrollment', 3, 'enrollment-service-3'],
    ['postgres', 1, 'postgres'],
    ['nginx', 1, 'nginx'],
    ['rabbitmq', 1, 'rabbitmq'],
  ])('of %s, number %i, has the name that it has in every runtime', (service, number, name) => {
    expect(systemContainer(listed(service, number), groups)).toMatchObject({ name, number });
  });

  it.each(['passwords', 'database-setup'])('of %s is no process', (service) => {
    expect(systemContainer(listed(service, 1), groups)).toBeUndefined();
  });

  it.each([
    ['created', 'Created', 'stopped'],
    ['running', 'Up 2 seconds (health: starting)', 'starting'],
    ['running', 'Up 2 minutes (healthy)', 'ready'],
    ['running', 'Up 2 minutes (unhealthy)', 'ready'],
    ['paused', 'Up 2 minutes (Paused)', 'ready'],
    ['restarting', 'Restarting (1) 1 second ago', 'restarting'],
    ['exited', 'Exited (137) 4 seconds ago', 'stopped'],
  ])('that is %s, "%s", is %s', (State, Status, state) => {
    expect(systemContainer(listed('monolith', 1, { State, Status }), groups)).toMatchObject({
      state,
      hangs: State === 'paused',
    });
  });

  it('is reached at its published port', () => {
    const Ports = [{ PrivatePort: 4000 }, { PrivatePort: 3000, PublicPort: 32_768 }];
    expect(systemContainer(listed('monolith', 1, { Ports }), groups)!.httpPort).toBe(32_768);
  });
});
