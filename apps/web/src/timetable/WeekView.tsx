import { usePrefetchQuery, useQueryClient } from '@tanstack/react-query';
import { CatchBoundary, Link } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useId, useState } from 'react';
import { accountQuery } from '../account/queries.ts';
import { useApi } from '../api/client.ts';
import { whenQuiet } from '../api/when-quiet.ts';
import buttonStyles from '../design/Button.module.css';
import { ProblemNotice } from '../design/ProblemNotice.tsx';
import { useStudentId } from '../enrolment/queries.ts';
import { ReloadNotice } from '../shell/ReloadNotice.tsx';
import { useVariant } from '../variant/variant.ts';
import type { EntryAction } from './EntryActions.tsx';
import { EntryList } from './EntryList.tsx';
import { useTimetableText } from './messages.ts';
import type { Opened } from './OpenedDialog.tsx';
import { Outcomes } from './Outcomes.tsx';
import { idOf, useWeek, type SectionEntry } from './use-week.ts';
import { WeekGrid, WeekLegend } from './WeekGrid.tsx';
import { WeekSummary } from './WeekSummary.tsx';
import styles from './WeekView.module.css';

const loadDialogs = () => import('./OpenedDialog.tsx');
const OpenedDialog = lazy(loadDialogs);

/** The week of a term: as a grid, and as lists. */
export function WeekView({ term }: { readonly term: string }) {
  const t = useTimetableText();
  const client = useQueryClient();
  const { timetable, enrolments, entries } = useWeek(term);
  // The summary of the timetable needs it, and would ask for it only when there is one.
  usePrefetchQuery(accountQuery(useApi(), useVariant(), useStudentId() ?? ''));
  const [showsCart, setShowsCart] = useState(true);
  const [opened, setOpened] = useState<Opened>();
  const inCart = entries.filter(({ standing }) => standing === 'cart');
  const shown = showsCart ? entries : entries.filter(({ standing }) => standing !== 'cart');
  const holding = entries.filter(({ standing }) => standing === 'confirmed' || standing === 'pending');
  const waiting = entries.filter(({ standing }) => standing === 'waitlisted');
  const isArranged = ({ section }: SectionEntry) => section?.meetings.length === 0;
  const open = (as: Opened['as']) => (entry: SectionEntry) => setOpened({ id: idOf(entry), as });
  const act = (entry: SectionEntry, action: EntryAction) => open(action)(entry);
  useEffect(() => {
    // The week is there first, and the dialogs by the time that somebody opens one.
    if (!timetable.isFetched) return undefined;
    return whenQuiet(client, () => void loadDialogs().catch(() => undefined));
  }, [client, timetable.isFetched]);
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
      {opened && (
        // Where it cannot be loaded, such as without a network, the week is there all the same.
        <CatchBoundary getResetKey={() => `${opened.id} ${opened.as}`} errorComponent={ReloadNotice}>
          <Suspense>
            <OpenedDialog
              opened={opened}
              entries={shown}
              term={term}
              onClose={() => setOpened(undefined)}
              onAct={act}
            />
          </Suspense>
        </CatchBoundary>
      )}
    </>
  );
}

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
