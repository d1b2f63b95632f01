import { useModulesText } from './messages.ts';
import { impactOf, shortName, usersOf, type ModuleGraph } from './module-graph.ts';
import styles from './ModuleList.module.css';

interface ModuleListProps {
  readonly graph: ModuleGraph;
  readonly chosen: string | undefined;
  readonly onChoose: (name: string) => void;
}

/** What the picture shows, in words and numbers. */
export function ModuleList({ graph, chosen, onChoose }: ModuleListProps) {
  const t = useModulesText();
  const columns = ['name', 'context', 'layer', 'uses-count', 'users-count', 'rebuilds-count'] as const;
  return (
    <details>
      <summary>{t('list')}</summary>
      <div className={styles['scroll']} role="group" aria-label={t('list')} tabIndex={0}>
        <table className={styles['table']}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {t(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {graph.modules.map(({ name, context, layer, needs }) => (
              <tr key={name}>
                <th scope="row">
                  <button type="button" aria-pressed={name === chosen} onClick={() => onChoose(name)}>
                    {shortName(name)}
                  </button>
                </th>
                <td>{context}</td>
                <td>{layer}</td>
                <td>{needs.length}</td>
                <td>{usersOf(graph, name).length}</td>
                <td>{impactOf(graph, name).rebuilt.size}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
