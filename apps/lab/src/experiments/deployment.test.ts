import { describe, expect, test } from '@jest/globals';
import { deploymentOf } from './deployment.ts';

const settingsOf = async (variant: 'monolith' | 'msa', service: string) =>
  (await deploymentOf(variant)).find(({ name }) => name === service)!.settings;

describe('What there is to keep of a deployment', () => {
  test('is one service of one image for the monolith', async () => {
    const services = await deploymentOf('monolith');
    expect(services.map(({ name, image, app }) => [name, image, app])).toEqual([
      ['monolith', 'sugang/monolith', 'monolith'],
    ]);
  });

  test('is a service for each module, and the broker, for the microservices', async () => {
    const services = await deploymentOf('msa');
    expect(services.map(({ name }) => name).sort()).toEqual(
      ['billing', 'catalog', 'enrollment', 'identity', 'notification', 'rabbitmq'].sort(),
    );
    expect(services.find(({ name }) => name === 'rabbitmq')).not.toHaveProperty('app');
  });

  test('has the settings of a service, with those that it extends, each once', async () => {
    const settings = await settingsOf('msa', 'catalog');
    // Its own, those of a microservice, and those of any service.
    expect(settings).toEqual(expect.arrayContaining(['PEERS', 'MESSAGE_PORT', 'HTTP_PORT']));
    expect(new Set(settings).size).toBe(settings.length);
    expect(await settingsOf('monolith', 'monolith')).not.toContain('MESSAGE_PORT');
  });
});
