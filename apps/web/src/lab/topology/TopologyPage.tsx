import { LabPage } from '../LabPage.tsx';
import { ControlPanel } from './ControlPanel.tsx';
import { ConnectionNotice, LiveTopology, useTopology } from './LiveTopology.tsx';
import { useTopologyText } from './messages.ts';
import { useOrders } from './use-orders.ts';

/** `/lab`: what runs now, and what happens when a part of it does not. */
export default function TopologyPage() {
  const t = useTopologyText();
  const orders = useOrders();
  const { connection, state: watched } = useTopology();
  return (
    <LabPage title={t('title')}>
      <p>{t('lead')}</p>
      <ConnectionNotice connection={connection} />
      {watched.now && (
        <>
          <ControlPanel problem={orders.problem} />
          <LiveTopology watched={watched} orders={orders} />
        </>
      )}
    </LabPage>
  );
}
