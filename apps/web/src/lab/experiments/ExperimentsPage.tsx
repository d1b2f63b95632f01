import { Link } from '@tanstack/react-router';
import { useId, type ReactNode } from 'react';
import { Notice } from '../../design/Notice.tsx';
import { useFormats } from '../../i18n/formats.ts';
import { LabPage } from '../LabPage.tsx';
import { LabTable, Prose } from './LabWords.tsx';
import { useExperimentsText } from './messages.ts';
import { countAnswers, type Experiment, type LabRun } from './results.ts';
import { Verdict } from './Verdict.tsx';
import { WithRun } from './WithRun.tsx';
import styles from './ExperimentsPage.module.css';

/** `/lab/experiments`: what the lab found in the run that is kept. */
export default function ExperimentsPage() {
  const t = useExperimentsText();
  return (
    <LabPage title={t('title')}>
      <p className={styles['lead']}>{t('lead')}</p>
      <WithRun>{(run) => <RunOverview run={run} />}</WithRun>
    </LabPage>
  );
}

function RunOverview({ run }: { readonly run: LabRun }) {
  const t = useExperimentsText();
  const { instant } = useFormats();
  return (
    <>
      {run.warnings.map((warning) => (
        <Notice key={warning} kind="warn">
          <p lang="en">{warning}</p>
        </Notice>
      ))}
      <div className={styles['summary']}>
        <p>{t('measured', { when: instant(run.startedAt), form: run.form })}</p>
        <ul>
          {countAnswers(run.experiments).map(([answer, count]) => (
            <li key={answer}>{t('answer-count', { answer: t(answer), count })}</li>
          ))}
        </ul>
      </div>
      <ol className={styles['experiments']}>
        {run.experiments.map((experiment) => (
          <Summary key={experiment.id} experiment={experiment} />
        ))}
      </ol>
      <Part title={t('conditions')}>
        <LabTable table={run.machine} label={t('conditions')} />
      </Part>
      <Part title={t('again-all')}>
        <code>npm run lab -- run --all{run.form === 'full' ? '' : ` --${run.form}`}</code>
      </Part>
      {run.notMeasured.length > 0 && (
        <Part title={t('not-measured')}>
          <ul lang="en" className={styles['plain']}>
            {run.notMeasured.map(({ id, words }) => (
              <li key={id}>
                <strong>{id}</strong>: {words}
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Part title={t('not-tested')}>
        <ul lang="en" className={styles['plain']}>
          {run.notTested.map(({ what, why }) => (
            <li key={what}>
              <strong>{what}</strong>: {why}
            </li>
          ))}
        </ul>
      </Part>
    </>
  );
}

function Summary({ experiment }: { readonly experiment: Experiment }) {
  const { id, title, claim, answer, because } = experiment;
  return (
    <li className={styles['experiment']}>
      <p>
        <Verdict answer={answer} />
      </p>
      <div>
        <h2 lang="en">
          <Link to="/lab/experiments/$id" params={{ id }}>
            {title}
          </Link>
        </h2>
        <p className={styles['claim']} lang="en">
          “{claim}”
        </p>
        <p>
          <Prose>{because}</Prose>
        </p>
      </div>
    </li>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const heading = useId();
  return (
    <section aria-labelledby={heading} className={styles['part']}>
      <h2 id={heading}>{title}</h2>
      {children}
    </section>
  );
}
