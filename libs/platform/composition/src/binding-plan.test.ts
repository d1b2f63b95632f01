import { describe, expect, it } from '@jest/globals';
import { SettingsError } from '@sugang/configuration';
import { defineContract, defineEvent, defineManifest } from '@sugang/contract';
import { z } from 'zod';
import { planBindings } from './binding-plan.ts';

const contracts = {
  shop: defineContract('shop', {}),
  store: defineContract('store', {}),
  bank: defineContract('bank', {}),
};
const eventOf = (name: `${string}.${string}`) => defineEvent(name, { summary: name, payload: z.object({}) });
const ordered = eventOf('shop.ordered');
const shipped = eventOf('store.shipped');

const shop = defineManifest({
  context: 'shop',
  summary: 'Sells',
  offers: contracts.shop,
  needs: [contracts.store, contracts.bank],
  atomicWith: [contracts.bank],
  publishes: [ordered],
  takes: [shipped],
});
const store = defineManifest({
  context: 'store',
  summary: 'Ships',
  offers: contracts.store,
  publishes: [shipped],
  takes: [ordered],
});
const bank = defineManifest({
  context: 'bank',
  summary: 'Charges',
  offers: contracts.bank,
  takes: [ordered],
});

const at = (port: number) => [{ host: '127.0.0.1', port }];
const peers = { store: at(1), bank: at(2), shop: at(3) };

describe('the plan of a process', () => {
  it('binds to itself what it holds', () => {
    const plan = planBindings([shop, store, bank], [contracts.shop], {}, {});
    expect([...plan.bindings]).toEqual([
      [contracts.store, { kind: 'local' }],
      [contracts.bank, { kind: 'local' }],
      [contracts.shop, { kind: 'local' }],
    ]);
    expect(plan.strategies.get(contracts.bank)).toBe('transaction');
    expect(plan.subscribersOf('shop.ordered')).toEqual(['store', 'bank']);
    expect(plan.subscribersOf('store.shipped')).toEqual(['shop']);
    expect(plan.subscribersOf('nobody.knows')).toEqual([]);
  });

  it('needs no address of those who take events from a broker', () => {
    const plan = planBindings([store, bank], [], {}, { 'store.shipped': ['shop'] }, 'rabbitmq');
    expect(plan.subscribersOf('store.shipped')).toEqual(['shop']);
    expect(plan.subscriberBinding('shop')).toEqual({ kind: 'broker' });
    expect(() => planBindings([store, bank], [], {}, { 'store.shipped': ['shop'] }, 'calls')).toThrow(
      'Setting PEERS does not say where shop is',
    );
  });

  it('delivers in its own process what is taken there, also where there is a broker', () => {
    const plan = planBindings([shop, store, bank], [], {}, {}, 'rabbitmq');
    expect(plan.subscriberBinding('bank')).toEqual({ kind: 'local' });
  });

  it('binds the rest to its peers', () => {
    const plan = planBindings([shop, store], [], peers, { 'shop.ordered': ['bank'] });
    expect(plan.bindings.get(contracts.store)).toEqual({ kind: 'local' });
    expect(plan.bindings.get(contracts.bank)).toEqual({ kind: 'remote', addresses: peers.bank });
    expect(plan.strategies.get(contracts.bank)).toBe('saga');
    expect(plan.subscribersOf('shop.ordered')).toEqual(['store', 'bank']);
    expect(plan.subscriberBinding('store')).toEqual({ kind: 'local' });
    expect(plan.subscriberBinding('bank')).toEqual({ kind: 'remote', addresses: peers.bank });
  });

  it('sends an event to a subscriber once, though the settings name what it holds', () => {
    const plan = planBindings([shop, store], [], peers, { 'shop.ordered': ['store', 'bank', 'bank'] });
    expect(plan.subscribersOf('shop.ordered')).toEqual(['store', 'bank']);
  });

  it('gives each context its own subscribers', () => {
    const plan = planBindings([shop, store], [], peers, { 'shop.ordered': ['bank'] });
    expect(plan.subscribersOfContext('shop')).toEqual(new Set(['store', 'bank']));
    expect(plan.subscribersOfContext('store')).toEqual(new Set(['shop']));
    expect(plan.subscribersOfContext('bank')).toEqual(new Set());
  });

  it.each([
    ['that it calls', () => planBindings([shop], [], { store: at(1) }, {}), 'bank'],
    ['that it calls itself', () => planBindings([store], [contracts.bank], {}, {}), 'bank'],
    ['that takes its events', () => planBindings([store], [], {}, { 'store.shipped': ['shop'] }), 'shop'],
  ])('names the peer that is missing, one %s', (_, plan, context) => {
    expect(plan).toThrow(SettingsError);
    expect(plan).toThrow(`Setting PEERS does not say where ${context} is. Add "${context}=host:port"`);
  });

  it('does not care where the subscribers of events are that it does not publish', () => {
    expect(() => planBindings([store], [], {}, { 'bank.charged': ['shop'] })).not.toThrow();
  });
});
