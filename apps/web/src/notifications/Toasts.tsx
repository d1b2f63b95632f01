import { useEffect, useState, type ComponentType } from 'react';
import { useArrivalsWaiting } from './arrivals.ts';

/**
 * Shows notifications when they come; what it takes for that is loaded with the first of them. Where that fails, such as without a
 * network, they wait for the next one: the list has them all the same.
 */
export function Toasts() {
  const waiting = useArrivalsWaiting();
  const [Shown, setShown] = useState<ComponentType>();
  useEffect(() => {
    if (waiting === 0) return;
    void import('./NotificationToasts.tsx').then(
      (loaded) => setShown(() => loaded.default),
      () => undefined,
    );
  }, [waiting]);
  return Shown && <Shown />;
}
