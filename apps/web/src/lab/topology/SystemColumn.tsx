import { useId } from 'react';
import { Button } from '../../design/Button.tsx';
import { Figures } from '../Figures.tsx';
import { useFigures } from './figures.ts';
import { useTopologyText } from './messages.ts';
import { ProcessCard } from './ProcessCard.tsx';
import type { Group, System } from './systems.ts';
import { underWayOn, type Orders } from './use-orders.ts';
import type { ProcessHistory } from './watched-topology.ts';
import styles from './SystemColumn.module.css';

interface SystemColumnProps {
  readonly system: System;
  readonly history: Readonly<Record<string, ProcessHistory>>;
  readonly orders: Orders;
}

/** A variant: what its processes do together, and each of them. */
export function SystemColumn({ system, history, orders }: SystemColumnProps) {
  const t = useTopologyText();
  const heading = useId();
  return (
    <section className={styles['system']} data-variant={system.variant} aria-labelledby={heading}>
      <h2 id={heading}>{t(system.variant)}</h2>
      <Totals totals={system.totals} />
      <div className={styles['groups']}>
        {system.groups.map((group) => (
          <div key={group.contexts.join(' ')} className={styles['group']}>
            <GroupHead group={group} orders={orders} />
            {group.copies.map((process) => (
              <ProcessCard
                key={process.name}
                process={process}
                history={history[process.name]}
                onOrder={orders.give}
                underWay={underWayOn(orders, process.name)}
              />
            ))}
          </div>
        ))}
      </div>
    </section>
  );
}

function Totals({ totals }: { readonly totals: System['totals'] }) {
  const t = useTopologyText();
  const write = useFigures();
  const rows = [
    [t('processes'), write.number(totals.processes)],
    [t('requests'), write.number(totals.requestsPerSecond)],
    [t('p95'), totals.p95Ms === undefined ? t('none') : write.milliseconds(totals.p95Ms)],
    [t('errors'), write.number(totals.errorsPerSecond)],
    [t('cpu'), write.percent(totals.cpuShare)],
    [t('memory'), write.megabytes(totals.memoryBytes)],
    [t('connections'), write.number(totals.connections)],
  ] as const;
  return <Figures className={styles['totals']} rows={rows} />;
}

/** How many copies there are, and the buttons that change it. */
function GroupHead({ group, orders }: { readonly group: Group; readonly orders: Orders }) {
  const t = useTopologyText();
  const { part, copies } = group;
  const name = part === 'monolith' ? t('monolith') : t(part as 'identity');
  const { give, underWay } = orders;
  const scale = (count: number) => give?.({ kind: 'scale', part, copies: count });
  const scaling = underWay?.kind === 'scale' && underWay.part === part ? underWay.copies : undefined;
  return (
    <div className={styles['group-head']}>
      <h3>{group.contexts.length === 1 ? name : t('copies', { count: copies.length })}</h3>
      {group.contexts.length === 1 && (
        <span className={styles['copies']}>{t('copies', { count: copies.length })}</span>
      )}
      {give && (
        <span className={styles['scale']}>
          <Button
            size="small"
            aria-label={t('remove', { part: name })}
            disabled={copies.length < 2 || scaling !== undefined}
            busy={scaling !== undefined && scaling < copies.length}
            onClick={() => scale(copies.length - 1)}
          >
            −
          </Button>
          <Button
            size="small"
            aria-label={t('add', { part: name })}
            disabled={scaling !== undefined}
            busy={scaling !== undefined && scaling > copies.length}
            onClick={() => scale(copies.length + 1)}
          >
            +
          </Button>
        </span>
      )}
    </div>
  );
}
