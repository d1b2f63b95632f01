import { Link, useParams } from '@tanstack/react-router';
import { useId, useMemo, type ReactNode } from 'react';
import { Notice } from '../../design/Notice.tsx';
import { LazyChart } from '../chart/LazyChart.tsx';
import { LabPage } from '../LabPage.tsx';
import { experimentOption } from './chart-option.ts';
import { WithRun } from './WithRun.tsx';
import { LabTable, Prose, Sentences } from './LabWords.tsx';
import { useExperimentsText } from './messages.ts';
import type { Experiment, ExperimentChart, LabRun } from './results.ts';
import { Verdict } from './Verdict.tsx';
import styles from './ExperimentPage.module.css';

/** `/lab/experiments/$id`: one claim, what became of it, and all that it was judged by. */
export default function ExperimentPage() {
  const t = useExperimentsText();
  const { id } = useParams({ strict: false });
  return (
    <WithRun frame={(content) => <LabPage title={t('title')}>{content}</LabPage>}>
      {(run) => {
        const experiment = run.experiments.find((one) => one.id === id);
        return experiment ? <Report experiment={experiment} run={run} /> : <Unknown />;
      }}
    </WithRun>
  );
}

function Unknown() {
  const t = useExperimentsText();
  return (
    <LabPage title={t('title')}>
      <Notice kind="warn" title={t('unknown')}>
        <Link to="/lab/experiments">{t('back')}</Link>
      </Notice>
    </LabPage>
  );
}

function Report({ experiment, run }: { readonly experiment: Experiment; readonly run: LabRun }) {
  const t = useExperimentsText();
  const { title, claim, answer, because, meaning, figures, charts, facts, method, limits, conditions } =
    experiment;
  return (
    <LabPage title={title}>
      <div className={styles['verdict']} aria-label={t('verdict')} role="group">
        <p className={styles['claim']} lang="en">
          “{claim}”
        </p>
        <p>
          <Verdict answer={answer} />
        </p>
        <p>
          <Prose>{because}</Prose>
        </p>
      </div>
      <Part title={t('means')} shown={meaning.length > 0}>
        <Sentences sentences={meaning} />
      </Part>
      {figures && (
        <Part title={t('figures')}>
          <LabTable table={figures} label={t('figures')} />
          <p className={styles['soft']} lang="en">
            {run.howToRead}
          </p>
        </Part>
      )}
      <Part title={t('charts')} shown={charts.length > 0}>
        {charts.map((chart) => (
          <Picture key={chart.title} chart={chart} />
        ))}
      </Part>
      {facts.map(({ title: what, table }) => (
        <Part key={what} title={t('seen', { what })}>
          <LabTable table={table} label={t('seen', { what })} />
        </Part>
      ))}
      <Part title={t('method')} shown={method.length > 0}>
        <Sentences sentences={method} />
      </Part>
      <Part title={t('limits')} shown={limits.length > 0}>
        <Sentences sentences={limits} />
      </Part>
      <Part title={t('own-conditions')} shown={conditions.length > 0}>
        <Sentences sentences={conditions} />
      </Part>
      <Part title={t('machine')}>
        <LabTable table={run.machine} label={t('machine')} />
      </Part>
      <Part title={t('again')}>
        <code className={styles['command']}>{experiment.command}</code>
      </Part>
      <p>
        <Link to="/lab/experiments">{t('back')}</Link>
      </p>
    </LabPage>
  );
}

function Picture({ chart }: { readonly chart: ExperimentChart }) {
  const t = useExperimentsText();
  const option = useMemo(() => experimentOption(chart), [chart]);
  return (
    <figure className={styles['picture']}>
      <figcaption lang="en">{chart.title}</figcaption>
      <LazyChart option={option} height={360} label={`${chart.title}. ${chart.description}`} />
      <details>
        <summary>{t('numbers')}</summary>
        <LabTable table={chart.table} label={t('numbers')} />
      </details>
    </figure>
  );
}

interface PartProps {
  readonly title: string;
  readonly shown?: boolean;
  readonly children: ReactNode;
}

function Part({ title, shown = true, children }: PartProps) {
  const heading = useId();
  if (!shown) return null;
  return (
    <section aria-labelledby={heading} className={styles['part']}>
      <h2 id={heading}>{title}</h2>
      {children}
    </section>
  );
}
