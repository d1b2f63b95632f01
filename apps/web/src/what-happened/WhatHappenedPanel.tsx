import { useId, useState } from 'react';
import { useActions, type Action } from '../api/action-log.ts';
import { Button } from '../design/Button.tsx';
import { ActionDetails } from './ActionDetails.tsx';
import { latestAction } from './latest-action.ts';
import { useWhatHappenedText } from './messages.ts';
import { useMilliseconds } from './milliseconds.ts';
import styles from './WhatHappenedPanel.module.css';

/** At the foot of every page once somebody has done something: what went on behind it, on either variant. */
export default function WhatHappenedPanel() {
  const t = useWhatHappenedText();
  const actions = useActions();
  const content = useId();
  const heading = useId();
  const [open, setOpen] = useState(false);
  const [chosen, choose] = useState<number>();
  const latest = latestAction(actions);
  const action = actions.find(({ id }) => id === chosen) ?? latest;
  if (!action || !latest) return null;
  return (
    <aside className={styles['panel']} aria-labelledby={heading}>
      <div className={styles['bar']}>
        <h2 id={heading}>{t('title')}</h2>
        <Latest action={latest} />
        <Button size="small" aria-expanded={open} aria-controls={content} onClick={() => setOpen(!open)}>
          {open ? t('hide') : t('show')}
        </Button>
      </div>
      <div id={content} hidden={!open} className={styles['content']}>
        {open && (
          <>
            <ActionList actions={actions} chosen={action} onChoose={choose} />
            <ActionDetails key={action.id} action={action} onReplay={() => choose(action.id)} />
          </>
        )}
      </div>
    </aside>
  );
}

function Latest({ action }: { readonly action: Action }) {
  const t = useWhatHappenedText();
  const milliseconds = useMilliseconds();
  return (
    <p className={styles['latest']}>
      {t('latest', {
        request: `${action.method} ${action.path}`,
        variant: t(action.variant),
        status: action.status || t('no-answer'),
        took: milliseconds(action.durationMs),
      })}
    </p>
  );
}

interface ActionListProps {
  readonly actions: readonly Action[];
  readonly chosen: Action;
  readonly onChoose: (id: number) => void;
}

function ActionList({ actions, chosen, onChoose }: ActionListProps) {
  const t = useWhatHappenedText();
  const heading = useId();
  return (
    <section aria-labelledby={heading} className={styles['actions']}>
      <h3 id={heading}>{t('actions')}</h3>
      <ol>
        {actions.map((action) => (
          <li key={action.id}>
            <button type="button" aria-pressed={action.id === chosen.id} onClick={() => onChoose(action.id)}>
              <span className={styles['request']}>
                {action.method} {action.path}
              </span>
              <span className={styles['outcome']} data-variant={action.variant}>
                {t(action.variant)} · {action.status || t('no-answer')}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
