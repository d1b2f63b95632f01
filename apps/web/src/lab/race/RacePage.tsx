import type { Race } from '@sugang/lab/site';
import { useId } from 'react';
import { Notice } from '../../design/Notice.tsx';
import { LabPage } from '../LabPage.tsx';
import { ControlPanel } from '../topology/ControlPanel.tsx';
import { ConnectionNotice, LiveTopology, useTopology } from '../topology/LiveTopology.tsx';
import { useOrders } from '../topology/use-orders.ts';
import { Lane } from './Lane.tsx';
import { useRaceText } from './messages.ts';
import { scalesOf } from './race-scales.ts';
import { RaceForm } from './RaceForm.tsx';
import { SecondsTable } from './SecondsTable.tsx';
import { useRace } from './use-race.ts';
import styles from './RacePage.module.css';

/** `/lab/race`: the same rush on both variants at once. */
export default function RacePage() {
  const t = useRaceText();
  const orders = useOrders();
  const { connection, state: race } = useRace();
  const { state: watched } = useTopology();
  const heading = useId();
  const running = race?.state === 'preparing' || race?.state === 'running';
  return (
    <LabPage title={t('title')}>
      <p>{t('lead')}</p>
      <ConnectionNotice connection={connection} />
      {race && (
        <>
          <RaceForm orders={orders} running={running} />
          <ControlPanel problem={orders.problem} />
          <RaceView race={race} />
          <section aria-labelledby={heading} className={styles['systems']}>
            <h2 id={heading}>{t('systems')}</h2>
            <LiveTopology watched={watched} orders={orders} />
          </section>
        </>
      )}
    </LabPage>
  );
}

function RaceView({ race }: { readonly race: Race }) {
  const t = useRaceText();
  const { state, message, lanes } = race;
  const scales = scalesOf(race);
  return (
    <>
      {state === 'failed' ? (
        <Notice kind="bad" title={t('failed')}>
          {message && <p lang="en">{message}</p>}
        </Notice>
      ) : (
        <p role="status">
          {t(state)} {message && <span lang="en">{message}</span>}
        </p>
      )}
      {lanes.length > 0 && (
        <>
          <div className={styles['lanes']}>
            {lanes.map((lane) => (
              <Lane key={lane.variant} race={race} lane={lane} scales={scales} />
            ))}
          </div>
          <SecondsTable race={race} />
        </>
      )}
    </>
  );
}
