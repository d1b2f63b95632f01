import styles from './LabWords.module.css';
import type { Table } from './results.ts';

/** A sentence of the lab, which speaks English; its words in backticks are code. */
export function Prose({ children }: { readonly children: string }) {
  return (
    <span lang="en">
      {children
        .split(/`([^`]+)`/)
        .map((part, index) => (index % 2 === 0 ? part : <code key={index}>{part}</code>))}
    </span>
  );
}

/** Sentences of the lab. */
export function Sentences({ sentences }: { readonly sentences: readonly string[] }) {
  return (
    <ul className={styles['sentences']}>
      {sentences.map((sentence) => (
        <li key={sentence}>
          <Prose>{sentence}</Prose>
        </li>
      ))}
    </ul>
  );
}

interface LabTableProps {
  readonly table: Table;
  readonly label: string;
}

/** A table of the lab; where it is too wide, it scrolls, also by keyboard. */
export function LabTable({ table, label }: LabTableProps) {
  const hasHead = table.columns.some((column) => column !== '');
  return (
    <div className={styles['scroll']} role="group" aria-label={label} tabIndex={0}>
      <table className={table.numbers ? styles['numbers'] : styles['words']} lang="en">
        {hasHead && (
          <thead>
            <tr>
              {table.columns.map((column, index) =>
                column === '' ? (
                  <td key={index} />
                ) : (
                  <th key={index} scope="col">
                    {column}
                  </th>
                ),
              )}
            </tr>
          </thead>
        )}
        <tbody>
          {table.rows.map((row, number) => (
            <tr key={number}>
              {row.map((cell, index) =>
                index === 0 ? (
                  <th key={index} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={index}>{cell}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
