import { createDatabase } from '@sugang/testing';
import { EventPublisher, eventMigrations } from '@sugang/events';
import { createPrismaClient, UnitOfWorkPool } from '@sugang/persistence';
import { createReadStream } from 'node:fs';
const d = (p) => import(new URL('./dist/' + p, import.meta.url));
const { catalogMigrations } = await d('migrations.js');
const { PrismaClient } = await d('generated/client.js');
const { ImportCatalog } = await d('import-catalog/import-catalog.js');
const { StagedRows } = await d('import-catalog/staged-rows.js');
const { SectionWriter } = await d('storage/section-writer.js');
const { TermWriter } = await d('storage/term-writer.js');
const { ListSections } = await d('list-sections.js');
const mb = () => Math.round(process.memoryUsage().rss / 1e6);
console.log('start', mb());
const url = await createDatabase({ adminUrl: process.env.ADMIN }, [{ context: 'catalog', folders: [eventMigrations, catalogMigrations] }]);
const pool = new UnitOfWorkPool({ connectionString: url, max: 8 });
const prisma = createPrismaClient(PrismaClient, pool, 'catalog');
const events = new EventPublisher('catalog', pool, () => ['enrollment'], () => {});
const enrollment = { setCapacities: async () => ({ refused: [] }), fullSections: async () => ({ sectionIds: [] }) };
const imp = new ImportCatalog(new StagedRows(pool), new TermWriter(prisma, pool, events), new SectionWriter(pool, events, enrollment));
await prisma.term.findMany();
console.log('ready', mb());
let max = 0; setInterval(() => (max = Math.max(max, process.memoryUsage().rss)), 100).unref();
for (const f of process.argv.slice(2)) {
  max = 0; const t = Date.now(); const c = process.cpuUsage();
  const { rejected, ...r } = await imp.run(createReadStream(f), 30);
  const u = process.cpuUsage(c);
  console.log(f, JSON.stringify(r), rejected.length, (Date.now() - t) / 1000, 's; cpu', (u.user + u.system) / 1e6, 's; rss peak', Math.round(max / 1e6), 'now', mb(), 'MB');
}
const list = new ListSections(pool, { of: async () => [] });
for (const f of [{}, { q: 'statistics methods' }, { day: 'MON' }, { term: '2026-su', open: true }]) { const t = performance.now(); const p = await list.run({ limit: 50, ...f }); console.log(JSON.stringify(f), p.items.length, (performance.now() - t).toFixed(1), 'ms'); }
await pool.end();
