import { axisOrder } from './axis-order.js';
import type { Known, SweepRow } from './build-sweep-report.js';

/** How the settings beside the best did: a plateau can be trusted further than a spike. */
export interface Stability {
  /** Trials that were nearest to the best, two an axis. */
  readonly neighbours: number;
  readonly bestSharpe: number;
  readonly medianSharpe: number;
  /** How many of them made money. */
  readonly profitable: number;
}

/** Compares the best with the trials nearest to it, by rank of each axis. */
export function stability(axes: readonly string[], rows: readonly SweepRow[]): Known<Stability> {
  const [best, ...others] = rows;
  if (best === undefined || best.sharpe === null) return { missing: 'N/A: no trial traded' };
  const wanted = 2 * axes.length;
  if (others.length < wanted) return { missing: `N/A: fewer than ${wanted + 1} trials` };
  const places = axes.map((_, axis) => placesOf(rows.map(({ values }) => values[axis] ?? '')));
  const distance = (row: SweepRow): number =>
    axes.reduce((sum, _, axis) => {
      const at = (values: SweepRow['values']): number => places[axis]?.get(String(values[axis])) ?? 0;
      return sum + Math.abs(at(row.values) - at(best.values));
    }, 0);
  const near = others
    .map((row) => ({ row, distance: distance(row) }))
    .sort((a, b) => a.distance - b.distance || a.row.rank - b.row.rank)
    .slice(0, wanted)
    .map(({ row }) => row);
  // A neighbour that never traded earned nothing: a ratio of 0.
  const ratios = near.map(({ sharpe }) => sharpe ?? 0).sort((a, b) => a - b);
  const middle = wanted / 2;
  const medianSharpe = ((ratios[middle - 1] ?? 0) + (ratios[middle] ?? 0)) / 2;
  return {
    value: {
      neighbours: wanted,
      bestSharpe: best.sharpe,
      medianSharpe,
      profitable: near.filter(({ pnlUsd }) => pnlUsd > 0).length,
    },
  };
}

/** Where each value stands in the order of its axis, 0 to 1. */
function placesOf(values: readonly (string | number | boolean)[]): ReadonlyMap<string, number> {
  const order = axisOrder(values);
  const last = Math.max(1, order.length - 1);
  return new Map(order.map((value, i) => [String(value), i / last]));
}
