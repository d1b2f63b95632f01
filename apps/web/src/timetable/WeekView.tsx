import { Link } from '@tanstack/react-router';
import { useId, useState } from 'react';
import buttonStyles from '../design/Button.module.css';
import { ProblemNotice } from '../design/ProblemNotice.tsx';
import { clashes } from '../enrolment/clashes.ts';
import { DropDialog } from './DropDialog.tsx';
import type { EntryAction } from './EntryActions.tsx';
import { EntryDialog } from './EntryDialog.tsx';
import { EntryList } from './EntryList.tsx';
import { useTimetableText } from './messages.ts';
import { Outcomes } from './Outcomes.tsx';
import { SwapDialog } from './SwapDialog.tsx';
import { useWeek, type SectionEntry } from './use-week.ts';
import { WeekGrid, WeekLegend } from './WeekGrid.tsx';
import { WeekSummary } from './WeekSummary.tsx';
import styles from './WeekView.module.css';

/** What is open over the week. */
interface Opened {
  readonly id: string;
  readonly as: 'details' | EntryAction;
}

/** The week of a term: as a grid, and as lists. */
export function WeekView({ term }: { readonly term: string }) {
  const t = useTimetableText();
  const { timetable, enrolments, entries } = useWeek(term);
  const [showsCart, setShowsCart] = useState(true);
  const [opened, setOpened] = useState<Opened>();
  const inCart = entries.filter(({ standing }) => standing === 'cart');
  const shown = showsCart ? entries : entries.filter(({ standing }) => standing !== 'cart');
  const holding = entries.filter(({ standing }) => standing === 'confirmed' || standing === 'pending');
  const waiting = entries.filter(({ standing }) => standing === 'waitlisted');
  const isArranged = ({ section }: SectionEntry) => section?.meetings.length === 0;
  const open = (as: Opened['as']) => (entry: SectionEntry) => setOpened({ id: idOf(entry), as });
  const act = (entry: SectionEntry, action: EntryAction) => open(action)(entry);
  const isEmpty = timetable.isSuccess && holding.length + waiting.length === 0;
  return (
    <>
      {timetable.isError && (
        <ProblemNotice problem={timetable.error} onRetry={() => void timetable.refetch()} />
      )}
      {timetable.isPending && <p role="status">{t('loading')}</p>}
      <Outcomes enrolments={enrolments.data} />
      {timetable.data && <WeekSummary timetable={timetable.data} waiting={waiting.length} />}
      {isEmpty && (
        <p className={styles['empty']}>
          {t('empty')}{' '}
          <Link to="/sections" className={`${buttonStyles['button']} ${buttonStyles['small']}`}>
            {t('find-courses')}
          </Link>
        </p>
      )}
      {timetable.data && (
        <section className={styles['week']}>
          <h2>{t('week')}</h2>
          {shown.length > 0 && <p className={styles['hint']}>{t('week-hint')}</p>}
          <div className={styles['tools']}>
            <WeekLegend standings={['confirmed', 'pending', 'waitlisted', 'cart']} />
            {inCart.length > 0 && (
              <CartSwitch count={inCart.length} checked={showsCart} onChange={setShowsCart} />
            )}
          </div>
          <WeekGrid entries={shown} onChoose={open('details')} />
        </section>
      )}
      <EntryList title={t('list')} entries={holding.filter((entry) => !isArranged(entry))} onAct={act} />
      <EntryList
        title={t('arranged')}
        hint={t('arranged-hint')}
        entries={holding.filter(isArranged)}
        onAct={act}
      />
      <EntryList title={t('waiting-for')} entries={waiting} onAct={act} />
      <OpenedDialog
        opened={opened}
        entries={shown}
        term={term}
        onClose={() => setOpened(undefined)}
        onAct={act}
      />
    </>
  );
}

/** While a swap within a section is decided, the section is there twice. */
const idOf = ({ enrolment, sectionId }: SectionEntry): string => enrolment?.id ?? sectionId;

interface CartSwitchProps {
  readonly count: number;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

function CartSwitch({ count, checked, onChange }: CartSwitchProps) {
  const t = useTimetableText();
  const id = useId();
  return (
    <p className={styles['cart']}>
      <input id={id} type="checkbox" checked={checked} onChange={({ target }) => onChange(target.checked)} />
      <label htmlFor={id}>{t('show-cart', { count })}</label>
    </p>
  );
}

interface OpenedDialogProps {
  readonly opened: Opened | undefined;
  readonly entries: readonly SectionEntry[];
  readonly term: string;
  readonly onClose: () => void;
  readonly onAct: (entry: SectionEntry, action: EntryAction) => void;
}

/** Gone as soon as the entry is, for instance when somebody else's change ends it. */
function OpenedDialog({ opened, entries, term, onClose, onAct }: OpenedDialogProps) {
  const entry = entries.find((one) => idOf(one) === opened?.id);
  if (!opened || !entry) return null;
  const others = entries.filter((other) => other !== entry);
  if (opened.as === 'drop') return <DropDialog entry={entry} onClose={onClose} />;
  if (opened.as === 'swap') return <SwapDialog entry={entry} others={others} term={term} onClose={onClose} />;
  const times = entry.section?.meetings ?? [];
  return (
    <EntryDialog
      entry={entry}
      clashesWith={others.filter(({ section }) => section && clashes(times, section.meetings))}
      onClose={onClose}
      onAct={(action) => onAct(entry, action)}
    />
  );
}
