import { useId, type ReactNode } from 'react';
import { ArrowQuestion } from './ArrowQuestion.tsx';
import { useModulesText } from './messages.ts';
import { impactOf, shortName, usersOf, type Image, type Module, type ModuleGraph } from './module-graph.ts';
import styles from './ModuleDetails.module.css';

interface ModuleDetailsProps {
  readonly graph: ModuleGraph;
  readonly module: Module;
  readonly onChoose: (name: string) => void;
}

/** A module: what it shows, uses and is used by, what a change rebuilds, and which arrows it may get. */
export function ModuleDetails({ graph, module, onChoose }: ModuleDetailsProps) {
  const t = useModulesText();
  const names = (of: readonly string[], nothing: string) =>
    of.length === 0 ? <p>{nothing}</p> : <Names names={of} onChoose={onChoose} />;
  return (
    <div className={styles['details']}>
      <dl className={styles['facts']}>
        <dt>{t('folder')}</dt>
        <dd>
          <code>{module.folder}</code>
        </dd>
        <dt>{t('tags')}</dt>
        <dd>
          <code>{module.tags.join(' ')}</code>
        </dd>
        {module.packages.length > 0 && (
          <>
            <dt>{t('packages')}</dt>
            <dd>
              <code>{module.packages.join(' ')}</code>
            </dd>
          </>
        )}
      </dl>
      <Part title={t('uses')}>{names(module.needs, t('no-module'))}</Part>
      <Part title={t('users')}>{names(usersOf(graph, module.name), t('nobody'))}</Part>
      <Part title={t('rebuilds')}>
        <Rebuilt graph={graph} module={module} />
      </Part>
      <Part title={t('new-arrow')}>
        <ArrowQuestion key={module.name} graph={graph} from={module} />
      </Part>
      <Part title={t('shows')}>
        <Shown module={module} />
      </Part>
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const heading = useId();
  return (
    <section aria-labelledby={heading} className={styles['part']}>
      <h3 id={heading}>{title}</h3>
      {children}
    </section>
  );
}

interface NamesProps {
  readonly names: readonly string[];
  readonly onChoose: (name: string) => void;
}

function Names({ names, onChoose }: NamesProps) {
  return (
    <ul className={styles['names']}>
      {names.map((name) => (
        <li key={name}>
          <button type="button" onClick={() => onChoose(name)}>
            {shortName(name)}
          </button>
        </li>
      ))}
    </ul>
  );
}

function Rebuilt({ graph, module }: { readonly graph: ModuleGraph; readonly module: Module }) {
  const t = useModulesText();
  const { rebuilt, images } = impactOf(graph, module.name);
  const of = (variant: Image['variant']) => images.filter((image) => image.variant === variant);
  const rows = [
    [t('images-monolith'), of('monolith')],
    [t('images-msa'), of('msa')],
    [t('images-both'), of(undefined)],
  ] as const;
  return (
    <>
      <p>
        {t('rebuilt-count', {
          count: rebuilt.size,
          all: graph.modules.length,
          images: images.length,
          allImages: graph.images.length,
        })}
      </p>
      <dl className={styles['facts']}>
        {rows.map(([title, some]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>
              {some.length === 0 ? t('no-images') : <code>{some.map(({ name }) => name).join(' ')}</code>}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Shown({ module }: { readonly module: Module }) {
  const t = useModulesText();
  const entries = module.shows.filter(({ names }) => names.length > 0);
  if (entries.length === 0) return <p>{t('shows-nothing')}</p>;
  return entries.map(({ path, names }) => (
    <details key={path} open={names.length <= 12}>
      <summary>
        {t('shows-from', { path: module.name + path.slice(1) })} ({names.length})
      </summary>
      <ul className={styles['shown']}>
        {names.map(({ name, kind, says }) => (
          <li key={name}>
            <code>{name}</code> <span className={styles['kind']}>{t(kind)}</span>{' '}
            {says && <span lang="en">{says}</span>}
          </li>
        ))}
      </ul>
    </details>
  ));
}
