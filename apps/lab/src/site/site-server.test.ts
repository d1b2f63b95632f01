import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ProblemDocument } from '@sugang/contract';
import { madeUpEnrolment } from '../../test/made-up-spans.ts';
import { Orders } from '../control/orders.ts';
import { until } from '../runtime/processes/conditions.ts';
import { CannotRun } from '../runtime/runtime.ts';
import { Channel } from './channel.ts';
import type { LabSite } from './lab-site.ts';
import { RaceRuns } from './race/race-track.ts';
import type { Race, Topology } from './site-api.ts';
import { startSiteServer, type SiteServer } from './site-server.ts';
import { traceAnswer } from './traces/trace-answer.ts';

const topology: Topology = { at: '2026-11-02T10:00:00.000Z', processes: [] };
const race: Race = { state: 'none', seats: 0, students: 0, lanes: [] };

describe('What the lab serves to the site', () => {
  let server: SiteServer;
  let site: LabSite;
  let done: unknown[][];
  let listening: number;

  beforeEach(async () => {
    done = [];
    listening = 0;
    server = await startSiteServer();
    site = {
      topology: new Channel({ first: () => listening++, none: () => listening-- }),
      race: new Channel(),
      orders: new Orders(
        {
          kill: async (name) => {
            if (name === 'library') throw new CannotRun('There is no process "library".');
            if (name === 'broken') throw new Error('broken ended while it started.');
            done.push(['kill', name]);
          },
          hang: async () => undefined,
          resume: async () => undefined,
          start: async () => undefined,
          scale: async (part, copies) => void done.push(['scale', part, copies]),
        },
        {
          start: ({ seats }) => {
            if (seats === 1) throw new RaceRuns('A race is under way.');
            return { ...race, state: 'preparing', seats };
          },
        },
      ),
      trace: (id) =>
        id === 'request/1'
          ? traceAnswer(
              { traceId: 'a'.repeat(32), requestIds: [id], spans: madeUpEnrolment(), dropped: 0 },
              ({ name }) => name,
            )
          : undefined,
      stop: async () => void done.push(['stop']),
    };
    server.serve(site);
  });
  afterEach(() => server.stop());

  const get = (path: string) => fetch(`http://${server.address}${path}`);
  const order = (name: string, body: unknown, token = server.access.token) =>
    fetch(`${server.access.address}/lab/api/control/${name}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  /** The status and the sentence of a problem, which is one by its type, too. */
  const problem = async (answer: Response) => {
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    const { status, detail } = ProblemDocument.parse(await answer.json());
    expect(status).toBe(answer.status);
    return [status, detail];
  };
  /** What has come by a stream so far. */
  const follow = async (path: string) => {
    const answer = await get(path);
    const followed = { answer, text: '', isOver: false };
    const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
    void (async () => {
      for (let part = await reader.read(); !part.done; part = await reader.read())
        followed.text += part.value;
      followed.isOver = true;
    })();
    return { followed, leave: () => reader.cancel() };
  };

  describe('reading', () => {
    test('streams the topology to whoever listens, only as long as somebody does', async () => {
      const { followed, leave } = await follow('/lab/api/topology');
      expect(followed.answer.headers.get('content-type')).toBe('text/event-stream');
      expect(listening).toBe(1);
      site.topology.publish(topology);
      await until(() => followed.text.includes('\n\nevent'), 30_000);
      expect(followed.text).toContain(`event: topology\ndata: ${JSON.stringify(topology)}\n\n`);
      await leave();
      await until(() => listening === 0, 30_000);
      expect(listening).toBe(0);
    });

    test('streams the race, the last state at once', async () => {
      site.race.publish(race);
      const { followed } = await follow('/lab/api/race');
      await until(() => followed.text.includes('event'), 30_000);
      expect(followed.text).toContain(`event: race\ndata: ${JSON.stringify(race)}\n\n`);
    });

    test('shows a trace by the id of its request', async () => {
      const answer = await get('/lab/api/traces/request%2F1');
      expect(answer.status).toBe(200);
      expect(await answer.json()).toMatchObject({ traceId: 'a'.repeat(32), spans: { length: 6 } });
    });

    test.each(['/lab/api/traces/another', '/lab/api/traces/%E0%A4%A', '/lab/api', '/', '/metrics'])(
      'has nothing at %s',
      async (path) => {
        expect(await problem(await get(path))).toEqual([404, expect.stringMatching(/\.$/)]);
      },
    );
  });

  describe('orders', () => {
    test('are done', async () => {
      const answer = await order('kill', { process: 'monolith' });
      expect([answer.status, await answer.text()]).toEqual([204, '']);
      expect((await order('scale', { part: 'enrollment', copies: 3 })).status).toBe(204);
      expect(done).toEqual([
        ['kill', 'monolith'],
        ['scale', 'enrollment', 3],
      ]);
    });

    test.each(['', 'wrong', 'x'.repeat(32)])('are not done for the token "%s"', async (token) => {
      expect(await problem(await order('kill', { process: 'monolith' }, token))).toEqual([
        401,
        expect.stringContaining('npm start'),
      ]);
      expect(done).toEqual([]);
    });

    test('are not done by reading', async () => {
      const answer = await fetch(`${server.access.address}/lab/api/control/kill`, {
        headers: { authorization: `Bearer ${server.access.token}` },
      });
      expect((await problem(answer))[0]).toBe(404);
    });

    test('say what the system says', async () => {
      expect(await problem(await order('kill', { process: 'library' }))).toEqual([
        400,
        'There is no process "library".',
      ]);
      expect(await problem(await order('kill', { process: 'broken' }))).toEqual([
        500,
        'broken ended while it started.',
      ]);
    });

    test.each(['{"process":', 'null', '[]'])('say what to send instead of %s', async (body) => {
      expect(await problem(await order('kill', body))).toEqual([400, 'Send {"process":"monolith"}.']);
    });

    test('are short', async () => {
      expect((await problem(await order('kill', { process: 'x'.repeat(20_000) })))[0]).toBe(413);
    });

    test('begin a race, one at a time', async () => {
      const answer = await order('race', { students: 10, seats: 3 });
      expect(answer.status).toBe(202);
      expect(await answer.json()).toMatchObject({ state: 'preparing', seats: 3 });
      expect((await problem(await order('race', { students: 10, seats: 1 })))[0]).toBe(409);
    });

    test('are these', async () => {
      expect(await problem(await order('stop', {}))).toEqual([
        404,
        'There is no order "stop"; there are kill, hang, resume, start, scale, race.',
      ]);
    });
  });

  test('says that the system starts, until it has', async () => {
    const early = await startSiteServer();
    const answer = await fetch(`http://${early.address}/lab/api/topology`);
    expect(answer.headers.get('retry-after')).toBe('1');
    expect(await problem(answer)).toEqual([503, expect.stringContaining('still starting')]);
    await early.stop();
  });

  test('ends what is under way and all streams when it stops', async () => {
    const { followed } = await follow('/lab/api/topology');
    await server.stop();
    await until(() => followed.isOver, 30_000);
    expect(followed.isOver).toBe(true);
    expect(done).toEqual([['stop']]);
    await expect(get('/lab/api/race')).rejects.toThrow();
  });
});
