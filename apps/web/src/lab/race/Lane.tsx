import type { Race, RaceLane } from '@sugang/lab/site';
import { useMemo } from 'react';
import { LazyChart } from '../chart/LazyChart.tsx';
import { useFigures } from '../topology/figures.ts';
import { Figures } from '../Figures.tsx';
import { useRaceText } from './messages.ts';
import { raceOption, type RacePicture } from './race-charts.ts';
import { meanThroughput, seatsTaken, verdictOf, type RaceScales } from './race-scales.ts';
import styles from './Lane.module.css';

interface LaneProps {
  readonly race: Race;
  readonly lane: RaceLane;
  readonly scales: RaceScales;
}

/** A variant in the race: the verdict first, then its numbers and pictures. */
export function Lane({ race, lane, scales }: LaneProps) {
  const t = useRaceText();
  const verdict = verdictOf(race, lane);
  return (
    <section
      className={styles['lane']}
      data-variant={lane.variant}
      aria-label={t('lane', { variant: t(lane.variant) })}
    >
      <h2>{t(lane.variant)}</h2>
      <p className={styles['verdict']} data-verdict={verdict}>
        <strong>
          {lane.oversold === 0 ? t('oversold-zero') : t('oversold-some', { count: lane.oversold })}
        </strong>{' '}
        {t(`verdict-${verdict}`)}
      </p>
      <LaneFigures lane={lane} seats={race.seats} />
      <Picture picture="throughput" title={t('throughput')} {...{ lane, scales }} seats={race.seats} />
      <Picture picture="p99" title={t('p99')} {...{ lane, scales }} seats={race.seats} />
      <Picture picture="seats" title={t('seats-chart')} {...{ lane, scales }} seats={race.seats} />
    </section>
  );
}

function LaneFigures({ lane, seats }: { readonly lane: RaceLane; readonly seats: number }) {
  const t = useRaceText();
  const write = useFigures();
  const time = (value: number | undefined) => (value ? write.milliseconds(value) : t('no-figure'));
  const rows = [
    [t('taken'), t('taken-of', { taken: seatsTaken(lane), seats })],
    [t('accepted'), write.number(lane.accepted)],
    [t('refused'), write.number(lane.refused)],
    [t('failed-requests'), write.number(lane.failed)],
    [t('mean-throughput'), write.number(meanThroughput(lane))],
    [t('p50'), time(lane.p50Ms)],
    [t('p99-short'), time(lane.p99Ms)],
  ] as const;
  return <Figures className={styles['figures']} rows={rows} />;
}

interface PictureProps {
  readonly picture: RacePicture;
  readonly title: string;
  readonly lane: RaceLane;
  readonly scales: RaceScales;
  readonly seats: number;
}

function Picture({ picture, title, lane, scales, seats }: PictureProps) {
  const t = useRaceText();
  const option = useMemo(
    () =>
      raceOption(picture, lane, scales, seats, {
        accepted: t('accepted'),
        refused: t('refused'),
        failed: t('failed-requests'),
        p99: t('p99-short'),
        seatsTaken: t('taken'),
        seats: t('seats-limit', { count: seats }),
      }),
    [picture, lane, scales, seats, t],
  );
  return (
    <figure className={styles['picture']}>
      <figcaption>{title}</figcaption>
      <LazyChart
        option={option}
        height={150}
        label={t('chart-of', { chart: title, variant: t(lane.variant) })}
      />
    </figure>
  );
}
