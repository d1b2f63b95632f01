import { useFormats } from '../i18n/formats.ts';
import { isFull } from './known-seats.ts';
import { useEnrolmentText } from './messages.ts';
import styles from './SeatMeter.module.css';
import type { Seats } from './types.ts';

interface SeatMeterProps {
  /** As last seen; left out while it is not known. */
  readonly seats?: Seats | undefined;
  /** As the catalog says it. */
  readonly capacity: number;
}

/** How full a section is. It takes the same room whatever it shows, since it changes by itself. */
export function SeatMeter({ seats, capacity }: SeatMeterProps) {
  const t = useEnrolmentText();
  const { number } = useFormats();
  if (!seats)
    return (
      <div className={styles['seats']}>
        <meter className={styles['meter']} aria-hidden min={0} max={1} value={0} />
        <span className={styles['count']} aria-hidden>
          – / {number(capacity)}
        </span>
        <span className="visually-hidden">{t('seatsUnknown', { capacity: number(capacity) })}</span>
        <span className={styles['waiting']} />
      </div>
    );
  const words = { taken: number(seats.taken), capacity: number(seats.capacity) };
  return (
    <div className={styles['seats']}>
      <meter
        className={styles['meter']}
        aria-label={t('seatsTaken', words)}
        min={0}
        max={Math.max(1, seats.capacity)}
        low={seats.capacity * 0.8}
        high={Math.max(seats.capacity * 0.8, seats.capacity - 0.5)}
        optimum={0}
        value={seats.taken}
      />
      <span className={styles['count']}>{t('seatsShort', words)}</span>
      <span className={styles['waiting']}>
        {seats.waitlisted > 0 ? t('waiting', { count: seats.waitlisted }) : isFull(seats) ? t('full') : ''}
      </span>
    </div>
  );
}
