import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../project-root.ts';
import { planGroups } from '../plan.ts';
import { composeVariables, overrideFile, type OverrideInput } from './override.ts';

const ports = { site: 1, monolith: 2, msa: 3 };
const input: OverrideInput = {
  groups: planGroups({ variant: 'both' }),
  options: { environment: { LOG_LEVEL: 'warn' }, registrar: { username: 'r', password: 'p' } },
  edgeFolder: '/data/edge',
  databasePort: 25_432,
  owner: '7 then',
};

interface Override {
  readonly services: Record<
    string,
    { environment?: Record<string, string>; ports?: string[]; labels: object }
  >;
}

describe('the second Compose file', () => {
  it('switches faults on only where somebody asks for them', () => {
    const faultsOf = (faults?: boolean) =>
      (
        overrideFile({
          ...input,
          options: { ...input.options, ...(faults !== undefined && { faults }) },
        }) as Override
      ).services['catalog']!.environment!.SUGANG_FAULTS;
    expect([faultsOf(), faultsOf(false), faultsOf(true)]).toEqual(['off', 'off', 'on']);
  });

  it('publishes for this machine alone', () => {
    const all = Object.values((overrideFile(input) as Override).services).flatMap(
      (service) => service.ports ?? [],
    );
    expect(all).toHaveLength(7);
    for (const port of all) expect(port).toMatch(/^127\.0\.0\.1:/);
  });

  it('signs every container, so that none is left over', () => {
    const { services } = overrideFile(input) as Override;
    for (const { labels } of Object.values(services))
      expect(labels).toEqual({ 'sugang.lab.owner': '7 then' });
  });
});

describe('the variables', () => {
  it('are those that the Compose files have', () => {
    const files = ['database', 'broker', 'monolith', 'microservices', 'edge', 'service']
      .map((name) => readFileSync(join(projectRoot, `infra/compose/${name}.yml`), 'utf8'))
      .join();
    const limits = { cpus: 0.2, memoryBytes: 200_000_000 };
    const variables = composeVariables(input.groups, { ports, seed: 'none', limits });
    for (const name of Object.keys(variables)) expect(files).toContain(`\${${name}:-`);
    expect(variables).toMatchObject({ MONOLITH_CPUS: '0.2', BILLING_MEMORY: '200000000b', SEED: 'none' });
  });

  it('leave limits alone that nobody asked for', () => {
    const variables = composeVariables(input.groups, { ports, seed: 'demo', limits: { cpus: 0.5 } });
    expect(Object.keys(variables).filter((name) => name.endsWith('_MEMORY'))).toEqual([]);
  });
});
