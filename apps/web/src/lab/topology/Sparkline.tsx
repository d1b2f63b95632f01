import { REMEMBERED } from './watched-topology.ts';
import styles from './Sparkline.module.css';

const [WIDTH, HEIGHT] = [120, 24];

interface SparklineProps {
  readonly values: readonly number[];
  /** What reaches the upper edge, if nothing is above it. */
  readonly least: number;
  readonly kind: 'requests' | 'cpu';
}

/** A minute as a small curve. The figure stands beside it, so it is no text. */
export function Sparkline({ values, least, kind }: SparklineProps) {
  const most = Math.max(least, ...values);
  const step = WIDTH / (REMEMBERED - 1);
  const first = WIDTH - step * (values.length - 1);
  const points = values.map(
    (value, index) =>
      `${(first + index * step).toFixed(1)},${(HEIGHT - 1 - (value / most) * (HEIGHT - 2)).toFixed(1)}`,
  );
  return (
    <svg
      className={`${styles['sparkline']} ${styles[kind]}`}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {values.length > 1 && (
        <>
          <polygon points={`${first.toFixed(1)},${HEIGHT} ${points.join(' ')} ${WIDTH},${HEIGHT}`} />
          <polyline points={points.join(' ')} />
        </>
      )}
    </svg>
  );
}
