import type { TopologyProcess } from '@sugang/lab/site';
import { Button } from '../../design/Button.tsx';
import type { Order } from '../live/control.ts';
import { Sparkline } from './Sparkline.tsx';
import { useFigures } from './figures.ts';
import { useTopologyText } from './messages.ts';
import { ordersFor } from './systems.ts';
import type { ProcessHistory } from './watched-topology.ts';
import styles from './ProcessCard.module.css';

interface ProcessCardProps {
  readonly process: TopologyProcess;
  readonly history: ProcessHistory | undefined;
  /** Gives an order; undefined where none may be given. */
  readonly onOrder: ((order: Order) => void) | undefined;
  /** What is being done to it. */
  readonly underWay: Order['kind'] | undefined;
}

/** A process: its state, what it does, and what can be done to it. */
export function ProcessCard({ process, history, onOrder, underWay }: ProcessCardProps) {
  const t = useTopologyText();
  const { name, state, contexts } = process;
  return (
    <article className={`${styles['card']} ${styles[state]}`} aria-label={name}>
      <header className={styles['head']}>
        <span className={styles['name']}>{name}</span>
        <span className={styles['state']}>{t(state)}</span>
      </header>
      {contexts.length > 1 && (
        <ul className={styles['contexts']}>
          {contexts.map((context) => (
            <li key={context}>{t(context as 'identity')}</li>
          ))}
        </ul>
      )}
      {history && (
        <div className={styles['curves']}>
          {process.requestsPerSecond !== undefined && (
            <Sparkline kind="requests" least={10} values={history.requestsPerSecond} />
          )}
          <Sparkline kind="cpu" least={1} values={history.cpuShare} />
        </div>
      )}
      <Figures process={process} />
      {onOrder && ordersFor(process).length > 0 && (
        <div className={styles['orders']}>
          {ordersFor(process).map((kind) => (
            <Button
              key={kind}
              size="small"
              kind={kind === 'kill' ? 'danger' : 'plain'}
              busy={underWay === kind}
              disabled={underWay !== undefined}
              aria-label={t('order-on', { order: t(kind), process: name })}
              onClick={() => onOrder({ kind, process: name })}
            >
              {t(kind)}
            </Button>
          ))}
        </div>
      )}
    </article>
  );
}

function Figures({ process }: { readonly process: TopologyProcess }) {
  const t = useTopologyText();
  const write = useFigures();
  const { requestsPerSecond, p95Ms, errorsPerSecond, cpuShare, memoryBytes, connections } = process;
  const isService = process.role === 'service';
  const rows = [
    { label: t('requests'), value: requestsPerSecond, as: write.number, shown: isService },
    { label: t('p95'), value: p95Ms, as: write.milliseconds, shown: isService },
    { label: t('errors'), value: errorsPerSecond, as: write.number, shown: isService },
    { label: t('cpu'), value: cpuShare, as: write.percent, shown: true },
    { label: t('memory'), value: memoryBytes, as: write.megabytes, shown: true },
    { label: t('connections'), value: connections, as: write.number, shown: isService },
  ];
  return (
    <dl className={styles['figures']}>
      {rows
        .filter(({ shown, value }) => shown || value !== undefined)
        .map(({ label, value, as }) => (
          <div key={label} data-bad={label === t('errors') && !!value}>
            <dt>{label}</dt>
            <dd>{value === undefined ? t('none') : as(value)}</dd>
          </div>
        ))}
    </dl>
  );
}
