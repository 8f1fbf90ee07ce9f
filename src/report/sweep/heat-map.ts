import { axisOrder } from './axis-order.js';
import type { SweepRow } from './build-sweep-report.js';

/** Mean result over two axes, the others averaged out. */
export interface HeatMap {
  readonly x: string;
  readonly y: string;
  /** Labels of each axis, in their order. */
  readonly xLabels: readonly string[];
  readonly yLabels: readonly string[];
  readonly cells: readonly HeatCell[];
}

/** One cell: a value of each axis, or a range of values. */
export interface HeatCell {
  readonly x: string;
  readonly y: string;
  readonly trials: number;
  /** Mean of the trials' Sharpe ratios; one that never traded counts 0. */
  readonly sharpe: number;
}

const LABELS_MAX = 12;
const BINS = 6;

/** The first two axes that vary; `null` where there are not two. */
export function heatMap(axes: readonly string[], rows: readonly SweepRow[]): HeatMap | null {
  const varying = axes.flatMap((key, axis) => {
    const labels = labelsOf(rows.map(({ values }) => values[axis] ?? ''));
    return new Set(labels.values()).size > 1 ? [{ key, axis, labels }] : [];
  });
  const [x, y] = varying;
  if (x === undefined || y === undefined) return null;
  const sums = new Map<string, { x: string; y: string; trials: number; sum: number }>();
  for (const { values, sharpe } of rows) {
    const at = { x: x.labels.get(values[x.axis] ?? '') ?? '', y: y.labels.get(values[y.axis] ?? '') ?? '' };
    const key = JSON.stringify([at.x, at.y]);
    const cell = sums.get(key) ?? { ...at, trials: 0, sum: 0 };
    sums.set(key, { ...cell, trials: cell.trials + 1, sum: cell.sum + (sharpe ?? 0) });
  }
  const xLabels = [...new Set(x.labels.values())];
  const yLabels = [...new Set(y.labels.values())];
  const cells = [...sums.values()]
    .sort(
      (a, b) => yLabels.indexOf(a.y) - yLabels.indexOf(b.y) || xLabels.indexOf(a.x) - xLabels.indexOf(b.x),
    )
    .map(({ sum, ...cell }) => ({ ...cell, sharpe: sum / cell.trials }));
  return { x: x.key, y: y.key, xLabels, yLabels, cells };
}

type Value = string | number | boolean;

/** A label of each value, in the order in which they are shown: the value, or one of six ranges as full as each other. */
function labelsOf(values: readonly Value[]): ReadonlyMap<Value, string> {
  const order = axisOrder(values);
  const numbers = order.filter((value) => typeof value === 'number');
  if (numbers.length > LABELS_MAX && numbers.length === order.length) return ranges(numbers);
  return new Map(order.map((value) => [value, String(value)]));
}

function ranges(sorted: readonly number[]): ReadonlyMap<Value, string> {
  const start = (bin: number): number => Math.ceil((bin * sorted.length) / BINS);
  const binOf = (i: number): number => Math.floor((i * BINS) / sorted.length);
  return new Map(
    sorted.map((value, i) => {
      const bin = binOf(i);
      return [value, `${sorted[start(bin)]} to ${sorted[start(bin + 1) - 1]}`];
    }),
  );
}
