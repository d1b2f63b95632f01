import type { Module } from './module-graph.ts';

/** A module's place in the picture. */
export interface Box {
  readonly module: Module;
  readonly x: number;
  readonly y: number;
}

/** A row of the picture: what has the same part in the whole. */
export interface Band {
  readonly name: 'apps' | 'tools' | 'module' | 'domain' | 'contracts' | 'platform' | 'kit';
  readonly y: number;
  readonly height: number;
}

/** The picture: contexts as columns, layers as rows, and arrows mostly go down. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly bands: readonly Band[];
  readonly boxes: readonly Box[];
}

export const BOX = { width: 176, height: 36 } as const;
/** Of a band's name. */
const LABEL = 104;
const [GAP_X, GAP_Y, PADDING, BETWEEN] = [18, 12, 12, 26];

const contexts = ['identity', 'catalog', 'enrollment', 'billing', 'notification'];
const bandNames: readonly Band['name'][] = [
  'apps',
  'tools',
  'module',
  'domain',
  'contracts',
  'platform',
  'kit',
];
const columnX = (column: number) => LABEL + column * (BOX.width + GAP_X);

/** Places the modules. */
export function layOut(modules: readonly Module[]): Layout {
  const bands: Band[] = [];
  const boxes: Box[] = [];
  let y = 0;
  for (const name of bandNames) {
    const own = modules.filter((module) => bandOf(module) === name);
    if (own.length === 0) continue;
    const cells = cellsOf(own);
    for (const { module, column, line } of cells)
      boxes.push({ module, x: columnX(column), y: y + PADDING + line * (BOX.height + GAP_Y) });
    const lines = Math.max(...cells.map(({ line }) => line)) + 1;
    const height = 2 * PADDING + lines * BOX.height + (lines - 1) * GAP_Y;
    bands.push({ name, y, height });
    y += height + BETWEEN;
  }
  return {
    width: columnX(contexts.length) - GAP_X + PADDING,
    height: Math.max(0, y - BETWEEN),
    bands,
    boxes,
  };
}

function bandOf({ layer, context }: Module): Band['name'] {
  if (layer === 'app' || layer === 'site') return 'apps';
  if (layer === 'module' || layer === 'domain' || layer === 'contracts')
    return contexts.includes(context) ? layer : 'tools';
  return layer === 'platform' || layer === 'kit' ? layer : 'tools';
}

interface Cell {
  readonly module: Module;
  readonly column: number;
  readonly line: number;
}

/** A context's modules stand in its column; others fill their row from the left. */
function cellsOf(modules: readonly Module[]): Cell[] {
  const used = new Map<number, number>();
  return modules.map((module, index) => {
    const own = contexts.indexOf(module.context);
    if (own === -1)
      return { module, column: index % contexts.length, line: Math.floor(index / contexts.length) };
    const line = used.get(own) ?? 0;
    used.set(own, line + 1);
    return { module, column: own, line };
  });
}

/** An arrow from a module down, or around, to one that it uses. */
export function arrowPath(from: Box, to: Box): string {
  const [x1, x2] = [from.x + BOX.width / 2, to.x + BOX.width / 2];
  if (from.y === to.y) {
    const [y, dip] = [from.y + BOX.height, 14 + Math.abs(x2 - x1) / 24];
    return `M${x1} ${y} C${x1} ${y + dip} ${x2} ${y + dip} ${x2} ${y + 2}`;
  }
  const isDown = to.y > from.y;
  const y1 = isDown ? from.y + BOX.height : from.y;
  const y2 = isDown ? to.y - 2 : to.y + BOX.height + 2;
  const middle = (y1 + y2) / 2;
  return `M${x1} ${y1} C${x1} ${middle} ${x2} ${middle} ${x2} ${y2}`;
}

/** The nearest module in a direction, for the arrow keys; the same one where there is none. */
export function neighbourOf({ boxes }: Layout, name: string, key: string): string {
  const here = boxes.find(({ module }) => module.name === name);
  const step = steps[key];
  if (!here || !step) return name;
  const nearest = boxes
    .map((box) => ({ box, along: (box.x - here.x) * step.x + (box.y - here.y) * step.y }))
    .filter(({ box, along }) => along > 0 && (step.y !== 0 || box.y === here.y))
    .sort((a, b) => a.along - b.along || Math.abs(a.box.x - here.x) - Math.abs(b.box.x - here.x))[0];
  return nearest?.box.module.name ?? name;
}

const steps: Readonly<Record<string, { readonly x: number; readonly y: number }>> = {
  ArrowRight: { x: 1, y: 0 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowDown: { x: 0, y: 1 },
  ArrowUp: { x: 0, y: -1 },
};
