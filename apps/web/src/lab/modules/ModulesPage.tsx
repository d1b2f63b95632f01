import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { Button } from '../../design/Button.tsx';
import { Field } from '../../design/Field.tsx';
import { Notice } from '../../design/Notice.tsx';
import { LabPage } from '../LabPage.tsx';
import { GraphPicture } from './GraphPicture.tsx';
import type { Marking } from './marks.ts';
import { useModulesText } from './messages.ts';
import { moduleGraphQuery, moduleOf, shortName, type ModuleGraph } from './module-graph.ts';
import { ModuleDetails } from './ModuleDetails.tsx';
import { ModuleList } from './ModuleList.tsx';
import styles from './ModulesPage.module.css';

/** `/lab/modules`: who uses whom, and what keeps it so. */
export default function ModulesPage() {
  const t = useModulesText();
  const { data, isPending, error, refetch } = useQuery(moduleGraphQuery);
  return (
    <LabPage title={t('title')}>
      <p className={styles['lead']}>{t('lead')}</p>
      {isPending && <p role="status">{t('loading')}</p>}
      {error && (
        <Notice kind="bad" title={t('broken')}>
          <p lang="en">{error.message}</p>
          <Button size="small" onClick={() => void refetch()}>
            {t('retry')}
          </Button>
        </Notice>
      )}
      {data && <Explorer graph={data} />}
    </LabPage>
  );
}

function Explorer({ graph }: { readonly graph: ModuleGraph }) {
  const t = useModulesText();
  const heading = useId();
  const [chosen, choose] = useState<string>();
  const [marking, mark] = useState<Marking>('neighbours');
  const module = chosen === undefined ? undefined : moduleOf(graph, chosen);
  return (
    <>
      <div className={styles['choices']}>
        <Field label={t('choose')}>
          {(control) => (
            <select
              {...control}
              value={chosen ?? ''}
              onChange={({ target }) => choose(target.value || undefined)}
            >
              <option value="">{t('nothing')}</option>
              {graph.modules.map(({ name }) => (
                <option key={name} value={name}>
                  {shortName(name)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <MarkingChoice marking={marking} onChoose={mark} />
      </div>
      <GraphPicture graph={graph} chosen={chosen} marking={marking} onChoose={choose} />
      <Legend marking={marking} />
      <section aria-labelledby={heading} className={styles['details']}>
        <h2 id={heading}>{module ? shortName(module.name) : t('none')}</h2>
        {module && <ModuleDetails graph={graph} module={module} onChoose={choose} />}
      </section>
      <ModuleList graph={graph} chosen={chosen} onChoose={choose} />
    </>
  );
}

interface MarkingChoiceProps {
  readonly marking: Marking;
  readonly onChoose: (marking: Marking) => void;
}

function MarkingChoice({ marking, onChoose }: MarkingChoiceProps) {
  const t = useModulesText();
  return (
    <fieldset className={styles['marking']}>
      <legend>{t('mark')}</legend>
      {(['neighbours', 'rebuilt'] as const).map((one) => (
        <label key={one}>
          <input type="radio" name="marking" checked={marking === one} onChange={() => onChoose(one)} />
          {t(`mark-${one}`)}
        </label>
      ))}
    </fieldset>
  );
}

function Legend({ marking }: { readonly marking: Marking }) {
  const t = useModulesText();
  const marks = marking === 'rebuilt' ? (['rebuilt'] as const) : (['uses', 'users'] as const);
  return (
    <ul className={styles['legend']}>
      {marks.map((mark) => (
        <li key={mark} data-mark={mark}>
          {t(`legend-${mark}`)}
        </li>
      ))}
    </ul>
  );
}
