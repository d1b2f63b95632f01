import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifests } from '../manifests.ts';
import { projectRoot } from '../project-root.ts';
import { planGroups, wiring } from './plan.ts';

const file = readFileSync(join(projectRoot, 'infra/compose/microservices.yml'), 'utf8');
const groups = planGroups({ variant: 'msa' });

/** A setting of a service in the Compose file; the empty text where it has none. */
function setting(service: string, name: string): string {
  const block = file.split(/^ {2}(?=\w+:$)/m).find((part) => part.startsWith(`${service}:`)) ?? '';
  return new RegExp(`^ +${name}: (.*)$`, 'm').exec(block)?.[1] ?? '';
}

/** `a=x,y;b=z` without the order, in which it does not matter. */
const sorted = (list: string) => list.split(';').filter(Boolean).sort();

describe.each(groups.map((group) => [group.contexts[0]!, group] as const))(
  '%s in Compose',
  (service, group) => {
    const wanted = wiring(group, groups, manifests, (other) => [`${other.contexts[0]}:4000`]);

    it('knows the peers that the manifests ask for', () => {
      expect(sorted(setting(service, 'PEERS'))).toEqual(sorted(wanted.PEERS));
    });

    it('sends its events to those who take them', () => {
      expect(sorted(setting(service, 'EVENT_SUBSCRIBERS'))).toEqual(sorted(wanted.EVENT_SUBSCRIBERS));
    });
  },
);

describe('dead letters in Compose', () => {
  const [, list] = /^ +DATABASES: \|\n((?: {8,}.*\n)+)/m.exec(
    readFileSync(join(projectRoot, 'infra/compose/dead-letters.yml'), 'utf8'),
  )!;
  const databases = JSON.parse(list!) as { url: string; contexts: string[] }[];

  it('are looked for in every outbox', () => {
    const found = databases.map(({ url, contexts }) => [new URL(url).pathname.slice(1), contexts]);
    const wanted = planGroups({ variant: 'both' }).map(({ database, contexts }) => [database, contexts]);
    expect(found).toEqual(wanted);
  });
});
