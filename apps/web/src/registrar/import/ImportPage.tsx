import { useRef, useState } from 'react';
import { Button } from '../../design/Button.tsx';
import { Field } from '../../design/Field.tsx';
import { Notice } from '../../design/Notice.tsx';
import { Page } from '../../design/Page.tsx';
import { ProblemNotice } from '../../design/ProblemNotice.tsx';
import { OnlyFor } from '../../sign-in/OnlyFor.tsx';
import { fileFault, seatsIn } from './import-order.ts';
import styles from './Import.module.css';
import { ImportProgress } from './ImportProgress.tsx';
import { ImportResult } from './ImportResult.tsx';
import { useImportText } from './messages.ts';
import { useImport, type ImportKind } from './use-import.ts';

const kinds: readonly ImportKind[] = ['catalog', 'students'];

/** Takes a file of sections or students into the system. */
export default function ImportPage() {
  const t = useImportText();
  return (
    <OnlyFor role="registrar" title={t('title')}>
      {() => <Import />}
    </OnlyFor>
  );
}

function Import() {
  const t = useImportText();
  const [kind, setKind] = useState<ImportKind>('catalog');
  const [file, setFile] = useState<File>();
  const [capacity, setCapacity] = useState('30');
  const [tried, setTried] = useState(false);
  const fileField = useRef<HTMLInputElement>(null);
  const running = useImport();
  const seats = seatsIn(capacity);
  const fault = fileFault(file);
  const wasStopped = running.error?.name === 'AbortError';
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!file || fault || (kind === 'catalog' && seats === undefined)) return fileField.current?.focus();
    running.mutate({ kind, file, capacity: seats ?? 0 });
  };
  const choose = (next: ImportKind) => {
    setKind(next);
    running.reset();
  };
  return (
    <Page title={t('title')}>
      <p>{t('lead')}</p>
      <form className={styles['form']} onSubmit={submit} noValidate>
        <fieldset className={styles['kinds']} disabled={running.isPending}>
          <legend>{t('kind')}</legend>
          {kinds.map((one) => (
            <label key={one}>
              <input type="radio" name="kind" checked={kind === one} onChange={() => choose(one)} /> {t(one)}
            </label>
          ))}
        </fieldset>
        <Field label={t('file')} hint={t('file-hint')} error={tried && fault ? t(fault) : undefined}>
          {(control) => (
            <input
              {...control}
              ref={fileField}
              type="file"
              accept=".csv,text/csv"
              disabled={running.isPending}
              onChange={({ target }) => {
                setFile(target.files?.[0]);
                running.reset();
              }}
            />
          )}
        </Field>
        <details>
          <summary>{t('columns')}</summary>
          <p className={styles['hint']}>{t(`columns-${kind}`)}</p>
        </details>
        {kind === 'catalog' && (
          <Field
            label={t('capacity')}
            hint={t('capacity-hint')}
            error={tried && seats === undefined ? t('capacity-wrong') : undefined}
          >
            {(control) => (
              <input
                {...control}
                inputMode="numeric"
                value={capacity}
                disabled={running.isPending}
                onChange={({ target }) => setCapacity(target.value)}
              />
            )}
          </Field>
        )}
        <div className={styles['actions']}>
          <Button kind="primary" type="submit" busy={running.isPending}>
            {t('start')}
          </Button>
          {running.isPending && <Button onClick={running.stop}>{t('stop')}</Button>}
        </div>
      </form>
      {running.isPending && <ImportProgress sent={running.sent} />}
      {wasStopped && <Notice kind="info" title={t('stopped')} />}
      {running.isError && !wasStopped && <ProblemNotice problem={running.error} />}
      {running.data && (
        <ImportResult
          report={running.data}
          kind={running.variables?.kind ?? kind}
          fileName={running.variables?.file.name ?? ''}
        />
      )}
    </Page>
  );
}
