import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useActions, type Action } from '../api/action-log.ts';
import { sessionOf, useSession } from '../api/session.ts';
import { Button } from '../design/Button.tsx';
import { Notice } from '../design/Notice.tsx';
import { ProblemNotice } from '../design/ProblemNotice.tsx';
import { otherVariant } from '../variant/variant.ts';
import { canReplay } from './counterpart.ts';
import { useWhatHappenedText } from './messages.ts';
import { useMilliseconds } from './milliseconds.ts';
import { NoCounterpart, replayOnOther } from './replay.ts';
import { SignInThere } from './SignInThere.tsx';
import { TotalsTable } from './TotalsTable.tsx';
import { traceQuery } from './trace-query.ts';
import { Waterfall } from './Waterfall.tsx';
import { lengthOf } from './waterfall.ts';
import styles from './ActionDetails.module.css';

interface ActionDetailsProps {
  readonly action: Action;
  /** It is replayed: from now on this action is looked at, not the newest one. */
  readonly onReplay: () => void;
}

/** An action with the path that its request took, and beside it the same on the other variant once it was replayed there. */
export function ActionDetails({ action, onReplay }: ActionDetailsProps) {
  const actions = useActions();
  const replay = useMutation({ mutationFn: () => replayOnOther(action), retry: false });
  const replayed = replay.data ? actions.find(({ requestId }) => requestId === replay.data) : undefined;
  const compared = [action, ...(replayed ? [replayed] : [])];
  const traces = [useTrace(action), useTrace(replayed ?? action)].slice(0, compared.length);
  const scaleMs = Math.max(...traces.map(({ trace }) => lengthOf(trace?.spans ?? [])));
  return (
    <div className={styles['details']}>
      <ReplayButton
        action={action}
        busy={replay.isPending}
        onReplay={() => {
          onReplay();
          replay.mutate();
        }}
      />
      {replay.error && <ReplayProblem problem={replay.error} />}
      {compared.length > 1 && (
        <TotalsTable
          columns={compared.map(({ variant }, index) => ({ variant, trace: traces[index]!.trace }))}
        />
      )}
      <div className={styles['paths']}>
        {compared.map((one, index) => (
          <Path key={one.id} action={one} alone={!replayed} {...traces[index]!} scaleMs={scaleMs} />
        ))}
      </div>
    </div>
  );
}

/** The trace of an action, as far as it has come. */
function useTrace(action: Action) {
  const { data, error } = useQuery(traceQuery(action));
  const waiting = action.requestId !== undefined && !error && !data?.isLast;
  return { trace: data?.trace, waiting };
}

interface ReplayButtonProps {
  readonly action: Action;
  readonly busy: boolean;
  readonly onReplay: () => void;
}

function ReplayButton({ action, busy, onReplay }: ReplayButtonProps) {
  const t = useWhatHappenedText();
  const other = otherVariant(action.variant);
  const isSignedIn = useSession(other).user !== undefined;
  const { user } = useSession(action.variant);
  const [signingIn, setSigningIn] = useState(false);
  const begin = async () => {
    // Whoever was signed in there may not be any more; where nobody can say, the replay will.
    const isOver = await sessionOf(other)
      .accessToken()
      .then(
        (token) => token === undefined,
        () => false,
      );
    if (isOver) setSigningIn(true);
    else onReplay();
  };
  if (!canReplay(action)) return <p className={styles['soft']}>{t('no-replay')}</p>;
  if (signingIn && !isSignedIn)
    return <SignInThere variant={other} username={user?.username ?? ''} onSignedIn={onReplay} />;
  return (
    <Button size="small" busy={busy} className={styles['replay'] ?? ''} onClick={() => void begin()}>
      {busy ? t('replaying') : t('replay', { variant: t(other) })}
    </Button>
  );
}

function ReplayProblem({ problem }: { readonly problem: Error }) {
  const t = useWhatHappenedText();
  if (!(problem instanceof NoCounterpart)) return <ProblemNotice problem={problem} />;
  return <Notice kind="info" title={t(`no-${problem.what}`)} urgent />;
}

interface PathProps {
  readonly action: Action;
  /** Its totals are not compared above. */
  readonly alone: boolean;
  readonly trace: ReturnType<typeof useTrace>['trace'];
  readonly waiting: boolean;
  readonly scaleMs: number;
}

function Path({ action, alone, trace, waiting, scaleMs }: PathProps) {
  const t = useWhatHappenedText();
  const milliseconds = useMilliseconds();
  return (
    <section
      className={styles['path']}
      data-variant={action.variant}
      aria-label={t('waterfall', { variant: t(action.variant) })}
    >
      <h3>
        {action.method} {action.path} · {t(action.variant)}
      </h3>
      <p className={styles['soft']}>
        {t('answered', {
          status: action.status || t('no-answer'),
          took: milliseconds(action.durationMs),
        })}
      </p>
      {trace ? (
        <>
          {alone && <TotalsTable columns={[{ variant: action.variant, trace }]} />}
          <Waterfall trace={trace} variant={action.variant} scaleMs={scaleMs} />
        </>
      ) : waiting ? (
        <p role="status">{t('waiting')}</p>
      ) : (
        <p>
          {t('no-trace')} {t('no-trace-next')}
        </p>
      )}
    </section>
  );
}
