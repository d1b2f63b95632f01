import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { catalogRoutes } from '@sugang/catalog-contracts';
import { BODY_LIMIT, ProblemFilter, setUpFastify } from '@sugang/http';
import { Metrics } from '@sugang/observability';
import { test, expect } from '@jest/globals';
import { createReadStream, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { once } from 'node:events';
import { startCatalog } from '../test/catalog-fixture.ts';
import { SectionsController } from './http/sections.controller.ts';
import { GetSection } from './get-section.ts';
import { ListSections } from './list-sections.ts';
import { ImportCatalog } from './import-catalog/import-catalog.ts';

test('adhoc', async () => {
  const c = await startCatalog();
  @Module({ controllers: [SectionsController], providers: [
    { provide: GetSection, useValue: c.getSection }, { provide: ListSections, useValue: c.listSections }, { provide: ImportCatalog, useValue: c.importCatalog } ] })
  class M {}
  const adapter = new FastifyAdapter({ bodyLimit: BODY_LIMIT });
  const app = await NestFactory.create<NestFastifyApplication>(M, adapter, { bodyParser: false, logger: ['error'] });
  app.useGlobalFilters(new ProblemFilter({ error: console.error } as never));
  setUpFastify(adapter, Object.values(catalogRoutes) as never, new Metrics());
  await app.listen(0, '127.0.0.1');
  const port = (app.getHttpServer().address() as { port: number }).port;
  const send = async (body: AsyncIterable<Buffer> | Buffer, headers: Record<string, string> = {}) => {
    const req = request({ host: '127.0.0.1', port, method: 'POST', path: '/api/catalog/import?capacity=30', headers: { 'content-type': 'text/csv', ...headers } });
    const answer = once(req, 'response');
    req.on('error', (e) => console.log('client error', e.message));
    (async () => { for await (const chunk of Buffer.isBuffer(body) ? [body] : body) if (!req.write(chunk)) await once(req, 'drain'); req.end(); })();
    const [res] = await answer;
    let text = ''; for await (const t of res) text += t;
    return [res.statusCode, text.slice(0, 400)];
  };
  console.log('own', await send(createReadStream('test/timetable.csv')));
  console.log('bad early', await send((async function* () { yield Buffer.from('Name\n'); for (let i = 0; i < 300; i++) yield Buffer.alloc(100_000, 'x\n'); })()));
  console.log('no csv', await send(Buffer.from('{}'), { 'content-type': 'application/json' }));
  console.log('70 MB', await send((async function* () { yield Buffer.from(readFileSync('test/timetable.csv')); for (let i = 0; i < 700; i++) yield Buffer.alloc(100_000, 'x\n'); })()));
  console.log('70 MB declared', await send(Buffer.alloc(70*1048576,'x')).catch(String));
  const t = Date.now(); const rss = process.memoryUsage().rss; let max = 0;
  const timer = setInterval(() => (max = Math.max(max, process.memoryUsage().rss)), 200);
  console.log('big', await send(createReadStream('/tmp/big.csv')), (Date.now() - t) / 1000, 's', rss / 1e6, max / 1e6);
  clearInterval(timer);
  const l = await fetch(`http://127.0.0.1:${port}/api/sections?limit=1&q=zzz`); console.log(l.status, l.headers.get('etag'), await l.text());
  for (const p of ['limit=0', 'cursor=abc', 'day=XXX', 'q=%00', 'open=yes', 'q=%ff']) console.log(p, (await fetch(`http://127.0.0.1:${port}/api/sections?${p}`)).status);
  console.log((await fetch(`http://127.0.0.1:${port}/api/sections/%00`)).status, (await fetch(`http://127.0.0.1:${port}/api/sections/x'y`)).status);
  const k0 = Date.now(); await c.listSections.run({ limit: 50, q: 'statistics analysis' } as never); console.log('search ms in 90k', Date.now() - k0);
  await app.close(); await c.stop();
}, 300_000);
