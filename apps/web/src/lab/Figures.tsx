interface FiguresProps {
  readonly className: string | undefined;
  /** Each with its name. */
  readonly rows: readonly (readonly [label: string, value: string])[];
}

/** Figures with their names. */
export function Figures({ className, rows }: FiguresProps) {
  return (
    <dl className={className}>
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
