import type { CSSProperties } from 'react';
import { useFormats } from '../i18n/formats.ts';
import { useEntryName, useStandingWords } from './entry-name.ts';
import type { Standing } from './entries.ts';
import { useTimetableText } from './messages.ts';
import type { SectionEntry } from './use-week.ts';
import { weekOf, type Block } from './week-grid.ts';
import styles from './WeekGrid.module.css';

/** Each standing has a sign, so that it is told by more than its colour. */
const signs: Record<Standing, string> = { confirmed: '✓', pending: '◌', waitlisted: '…', cart: '+' };

interface WeekGridProps {
  readonly entries: readonly SectionEntry[];
  readonly onChoose: (entry: SectionEntry) => void;
}

/**
 * The week: a column for each day, and in it what takes place, as high as it is long. For a screen reader it is a list for each day,
 * in order of time.
 */
export function WeekGrid({ entries, onChoose }: WeekGridProps) {
  const t = useTimetableText();
  const formats = useFormats();
  const week = weekOf(entries, ({ section }) => section?.meetings ?? []);
  const hours = Array.from({ length: week.lastHour - week.firstHour }, (_, n) => week.firstHour + n);
  const size = { '--days': week.days.length, '--hours': hours.length } as CSSProperties;
  return (
    <div className={styles['week']} style={size}>
      <ol className={styles['hours']} aria-hidden>
        {hours.map((hour) => (
          <li key={hour}>{hour}:00</li>
        ))}
      </ol>
      {week.days.map(({ day, blocks }) => (
        <section key={day} className={styles['day']}>
          <h3>
            <span className="visually-hidden">{formats.day(day, 'long')}</span>
            <span aria-hidden>{formats.day(day)}</span>
          </h3>
          {blocks.length === 0 && <p className="visually-hidden">{t('free-day')}</p>}
          <ol className={styles['blocks']}>
            {blocks.map((block) => (
              <WeekBlock
                key={`${block.item.sectionId} ${block.from} ${block.lane}`}
                block={block}
                firstHour={week.firstHour}
                onChoose={onChoose}
              />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

interface WeekBlockProps {
  readonly block: Block<SectionEntry>;
  readonly firstHour: number;
  readonly onChoose: (entry: SectionEntry) => void;
}

function WeekBlock({ block, firstHour, onChoose }: WeekBlockProps) {
  const t = useTimetableText();
  const nameOf = useEntryName();
  const standingWords = useStandingWords();
  const { item: entry, clashesWith } = block;
  const place = {
    '--from': block.from - firstHour * 60,
    '--length': block.to - block.from,
    '--lane': block.lane,
    '--lanes': block.lanes,
  } as CSSProperties;
  const isClash = clashesWith.length > 0;
  const clash = isClash && t('clashes-with', { names: clashesWith.map(nameOf).join(', ') });
  const time = `${timeOf(block.from)}–${timeOf(block.to)}`;
  const words = [time, `${nameOf(entry)} ${entry.section?.title ?? ''}`, standingWords(entry), clash];
  return (
    <li className={styles['place']} style={place}>
      <button
        type="button"
        className={`${styles['block']} ${styles[entry.standing]} ${isClash ? styles['clash'] : ''}`}
        onClick={() => onChoose(entry)}
        title={words.filter(Boolean).join(', ')}
      >
        <span className="visually-hidden">{words.filter(Boolean).join(', ')}</span>
        <span aria-hidden className={styles['code']}>
          {isClash && <span className={styles['sign']}>⚠</span>} {signs[entry.standing]} {nameOf(entry)}
        </span>
        <span aria-hidden className={styles['more']}>
          {time}
        </span>
        <span aria-hidden className={styles['more']}>
          {entry.section?.title}
        </span>
      </button>
    </li>
  );
}

const timeOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** What the signs and frames of the week mean. */
export function WeekLegend({ standings }: { readonly standings: readonly Standing[] }) {
  const t = useTimetableText();
  return (
    <ul className={styles['legend']} aria-label={t('legend')}>
      {standings.map((standing) => (
        <li key={standing} className={`${styles['key']} ${styles[standing]}`}>
          <span aria-hidden>{signs[standing]}</span> {t(standing)}
        </li>
      ))}
      <li className={`${styles['key']} ${styles['clash']}`}>
        <span aria-hidden className={styles['sign']}>
          ⚠
        </span>{' '}
        {t('clash')}
      </li>
    </ul>
  );
}
