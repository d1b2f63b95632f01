import { describe, expect, it } from '@jest/globals';
import { eventually } from '@sugang/testing';
import { expectProblem, siteFixture } from '../test/site-fixture.ts';

const site = siteFixture();

describe('a failure', () => {
  it.each([
    ['taken', 409, 'taken'],
    ['unavailable', 503, 'unavailable'],
    ['database', 503, 'unavailable'],
    ['deadlock', 503, 'overloaded'],
    ['defect', 500, 'internal'],
    ['text', 500, 'internal'],
  ])('is a problem: %s', async (how, status, code) => {
    expectProblem(await site.call('GET', `/api/fail/${how}`), status, code);
  });

  it('says when to try again', async () => {
    expect((await site.call('GET', '/api/fail/unavailable')).headers['retry-after']).toBe('7');
  });
});

describe('the HTTP side of a process', () => {
  it.each([
    ['GET', '/api/nothing'],
    ['GET', '/'],
    ['PUT', '/api/things'],
    ['OPTIONS', '/api/things'],
  ])('knows no %s %s', async (method, url) => {
    expectProblem(await site.call(method, url), 404, 'not-found');
  });

  it.each(['NONSENSE\r\n\r\n', `GET / HTTP/1.1\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`])(
    'answers what is no request with a problem (%#)',
    async (text) => {
      const { socket, received } = await site.open();
      socket.write(text);
      await eventually('the answer', () => received().includes('invalid-input'));
      expect(received()).toMatch(/^HTTP\/1\.1 400[^]*application\/problem\+json/);
      socket.destroy();
    },
  );
});
