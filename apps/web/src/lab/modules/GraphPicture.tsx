import { useEffect, useMemo, useRef, type KeyboardEvent } from 'react';
import { arrowPath, BOX, layOut, neighbourOf, type Layout } from './layout.ts';
import { markOfArrow, marksOf, type Mark, type Marking } from './marks.ts';
import { useModulesText } from './messages.ts';
import { shortName, usersOf, type Module, type ModuleGraph } from './module-graph.ts';
import styles from './GraphPicture.module.css';

interface GraphPictureProps {
  readonly graph: ModuleGraph;
  readonly chosen: string | undefined;
  readonly marking: Marking;
  readonly onChoose: (name: string) => void;
}

/** All modules, contexts side by side and layers above each other, with the arrows of who uses whom. */
export function GraphPicture({ graph, chosen, marking, onChoose }: GraphPictureProps) {
  const t = useModulesText();
  const layout = useMemo(() => layOut(graph.modules), [graph]);
  const marks = useMemo(() => marksOf(graph, chosen, marking), [graph, chosen, marking]);
  const place = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  // On a phone the one that was chosen by name may be out of sight.
  useEffect(() => {
    const box = layout.boxes.find(({ module }) => module.name === chosen);
    const room = scroller.current!;
    if (box) room.scrollTo({ left: box.x - (room.clientWidth - BOX.width) / 2 });
  }, [layout, chosen]);
  // One stop for the tabulator; from there the arrow keys lead on.
  const stop = chosen ?? layout.boxes[0]?.module.name;
  const walk = (event: KeyboardEvent, name: string) => {
    const next = neighbourOf(layout, name, event.key);
    if (next === name) return;
    event.preventDefault();
    place.current?.querySelector<HTMLElement>(`[data-module="${next}"]`)?.focus();
  };
  return (
    <div ref={scroller} className={styles['scroll']}>
      <div
        ref={place}
        role="group"
        aria-label={t('picture')}
        className={styles['picture']}
        style={{ inlineSize: layout.width, blockSize: layout.height }}
      >
        {layout.bands.map(({ name, y, height }) => (
          <div key={name} className={styles['band']} style={{ insetBlockStart: y, blockSize: height }}>
            <span>{t(name)}</span>
          </div>
        ))}
        <Arrows layout={layout} marks={marks} marking={marking} />
        {layout.boxes.map(({ module, x, y }) => (
          <button
            key={module.name}
            type="button"
            data-module={module.name}
            data-mark={marks.get(module.name)}
            className={`${styles['box']} ${marks.size > 0 && !marks.has(module.name) ? styles['apart'] : ''}`}
            style={{ insetInlineStart: x, insetBlockStart: y, inlineSize: BOX.width, blockSize: BOX.height }}
            aria-pressed={module.name === chosen}
            aria-label={t('box-label', {
              name: shortName(module.name),
              uses: module.needs.length,
              users: usersOf(graph, module.name).length,
            })}
            tabIndex={module.name === stop ? 0 : -1}
            onClick={() => onChoose(module.name)}
            onKeyDown={(event) => walk(event, module.name)}
          >
            {shortName(module.name)}
          </button>
        ))}
      </div>
    </div>
  );
}

interface ArrowsProps {
  readonly layout: Layout;
  readonly marks: ReadonlyMap<string, Mark>;
  readonly marking: Marking;
}

const kinds = ['plain', 'uses', 'users', 'rebuilt'] as const;

function Arrows({ layout, marks, marking }: ArrowsProps) {
  const arrows = useMemo(() => {
    const boxes = new Map(layout.boxes.map((box) => [box.module.name, box]));
    return layout.boxes.flatMap((from) =>
      from.module.needs.flatMap((need) => {
        const to = boxes.get(need);
        return to ? [{ from: from.module, to: to.module, path: arrowPath(from, to) }] : [];
      }),
    );
  }, [layout]);
  const marked = arrows.map((arrow) => ({
    ...arrow,
    mark: markOfArrow(marks, marking, arrow.from.name, arrow.to.name),
  }));
  return (
    <svg className={styles['arrows']} width={layout.width} height={layout.height} aria-hidden="true">
      <defs>
        {kinds.map((kind) => (
          <marker
            key={kind}
            id={`arrow-${kind}`}
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="7"
            markerHeight="7"
            orient="auto"
          >
            <path d="M0 0 L8 4 L0 8 Z" className={styles[kind]} />
          </marker>
        ))}
      </defs>
      {[...marked]
        .sort((a, b) => Number(a.mark !== undefined) - Number(b.mark !== undefined))
        .map(({ from, to, path, mark }) => (
          <path
            key={keyOf(from, to)}
            d={path}
            className={`${styles['arrow']} ${styles[mark ?? 'plain']} ${marks.size > 0 && !mark ? styles['apart'] : ''}`}
            markerEnd={`url(#arrow-${mark ?? 'plain'})`}
          />
        ))}
    </svg>
  );
}

const keyOf = (from: Module, to: Module) => `${from.name} ${to.name}`;
