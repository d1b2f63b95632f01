import { useState } from 'react';
import { Field } from '../../design/Field.tsx';
import { judgeArrow } from './judge-arrow.ts';
import { useModulesText } from './messages.ts';
import { shortName, type Module, type ModuleGraph } from './module-graph.ts';
import styles from './ArrowQuestion.module.css';

interface ArrowQuestionProps {
  readonly graph: ModuleGraph;
  readonly from: Module;
}

/** Asks which rule would stop a module from using another one. */
export function ArrowQuestion({ graph, from }: ArrowQuestionProps) {
  const t = useModulesText();
  const [to, setTo] = useState('');
  return (
    <>
      <p>{t('new-arrow-lead', { name: shortName(from.name) })}</p>
      <Field label={t('other-module')}>
        {(control) => (
          <select {...control} value={to} onChange={({ target }) => setTo(target.value)}>
            <option value="">{t('nothing')}</option>
            {graph.modules
              .filter(({ name }) => name !== from.name)
              .map(({ name }) => (
                <option key={name} value={name}>
                  {shortName(name)}
                </option>
              ))}
          </select>
        )}
      </Field>
      <div role="status">{to && <Answer graph={graph} from={from} to={to} />}</div>
    </>
  );
}

function Answer({ graph, from, to }: ArrowQuestionProps & { readonly to: string }) {
  const t = useModulesText();
  const { answer, objections } = judgeArrow(graph, from.name, to);
  const words = answer === 'exists' && objections.length > 0 ? 'exists-anyway' : answer;
  return (
    <div className={styles['answer']} data-answer={answer}>
      <p className={styles['verdict']}>{t(words)}</p>
      {objections.length > 0 && (
        <ul>
          {objections.map(({ words: said, reason }) => (
            <li key={said}>
              <q lang="en">{said}</q>
              {reason && <p className={styles['reason']}>{t('reason', { reason })}</p>}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
