import type { Topology } from '@sugang/lab/site';
import { Notice } from '../../design/Notice.tsx';
import { useEventStream, type Connection } from '../live/event-stream.ts';
import { useTopologyText } from './messages.ts';
import { ProcessCard } from './ProcessCard.tsx';
import { SystemColumn } from './SystemColumn.tsx';
import { sharedOf, systemsOf } from './systems.ts';
import { underWayOn, type Orders } from './use-orders.ts';
import { nothingWatched, withSecond, type WatchedTopology } from './watched-topology.ts';
import styles from './LiveTopology.module.css';

/** Follows what runs now. */
export const useTopology = () =>
  useEventStream<Topology, WatchedTopology>('/lab/api/topology', 'topology', withSecond, nothingWatched);

interface LiveTopologyProps {
  readonly watched: WatchedTopology;
  readonly orders: Orders;
}

/** Both variants as they run now: Nginx, the processes behind it, and Postgres behind these. */
export function LiveTopology({ watched, orders }: LiveTopologyProps) {
  return (
    <div>
      {watched.now && <Picture watched={watched} now={watched.now} orders={orders} />}
      <Changes watched={watched} />
    </div>
  );
}

/** Says where nothing, or nothing new, comes. */
export function ConnectionNotice({ connection }: { readonly connection: Connection }) {
  const t = useTopologyText();
  if (connection === 'live') return null;
  if (connection === 'connecting') return <p role="status">{t('connecting')}</p>;
  return (
    <Notice kind={connection === 'lost' ? 'warn' : 'info'} title={t(connection)}>
      <p>{t(`${connection}-next`)}</p>
    </Notice>
  );
}

interface PictureProps {
  readonly watched: WatchedTopology;
  readonly now: Topology;
  readonly orders: Orders;
}

function Picture({ watched, now, orders }: PictureProps) {
  const t = useTopologyText();
  const systems = systemsOf(now);
  const rates = systems.map(({ variant, totals }) => ({ variant, rate: totals.requestsPerSecond }));
  const shared = (role: 'nginx' | 'postgres') =>
    sharedOf(now, role).map((process) => (
      <ProcessCard
        key={process.name}
        process={process}
        history={watched.history[process.name]}
        onOrder={orders.give}
        underWay={underWayOn(orders, process.name)}
      />
    ));
  return (
    <div className={styles['picture']}>
      <section className={styles['shared']} aria-label={t('nginx')}>
        <h2>{t('nginx')}</h2>
        {shared('nginx')}
        <p className={styles['note']}>{t('nginx-note')}</p>
      </section>
      <Flows rates={rates} />
      <div className={styles['systems']}>
        {systems.map((system) => (
          <SystemColumn key={system.variant} system={system} history={watched.history} orders={orders} />
        ))}
      </div>
      <Flows rates={rates} />
      <section className={styles['shared']} aria-label={t('postgres')}>
        <h2>{t('postgres')}</h2>
        {shared('postgres')}
      </section>
    </div>
  );
}

interface FlowsProps {
  readonly rates: readonly { readonly variant: string; readonly rate: number }[];
}

/** An arrow down for each variant, that moves while requests go through. */
function Flows({ rates }: FlowsProps) {
  return (
    <div className={styles['flows']} aria-hidden="true">
      {rates.map(({ variant, rate }) => (
        <svg key={variant} viewBox="0 0 20 32" data-variant={variant} data-flowing={rate > 0}>
          <line x1="10" y1="0" x2="10" y2="24" />
          <path d="M3 22 L10 31 L17 22 Z" />
        </svg>
      ))}
    </div>
  );
}

/** Tells those who do not see it what has changed. */
function Changes({ watched }: { readonly watched: WatchedTopology }) {
  const t = useTopologyText();
  return (
    <p className="visually-hidden" role="status">
      {watched.changed.map(({ name, state }) => t('changed', { name, state: t(state) })).join(' ')}
    </p>
  );
}
