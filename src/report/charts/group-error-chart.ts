import { plural } from '../format.js';
import { CHART_CONFIG, type ChartSpec, SPEC_SCHEMA } from './chart-config.js';
import { PALETTE } from './palette.js';

/** The mean error of a group with its interval, as shares. */
export interface GroupError {
  readonly name: string;
  readonly games: number;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  /** Whether the evidence stands after allowing for the number of groups. */
  readonly standsOut: boolean;
}

/** Whole points with their sign, but for zero. */
const SIGNED_LABEL = "datum.value === 0 ? '0' : format(datum.value, '+d')";

/** How much more often than said YES came true in each group, in points, with 95 % intervals by game. */
export function groupErrorChart(
  groups: readonly GroupError[],
  options: { readonly width: number },
): ChartSpec {
  const values = groups.map(({ name, games, value, low, high, standsOut }) => ({
    name: `${name}, ${plural(games, 'game')}`,
    value: 100 * value,
    low: 100 * (low ?? value),
    high: 100 * (high ?? value),
    standsOut,
  }));
  const y = { field: 'name', type: 'nominal', sort: null } as const;
  const colour = {
    color: { condition: { test: 'datum.standsOut', value: PALETTE.loss }, value: PALETTE.accent },
  } as const;
  return {
    $schema: SPEC_SCHEMA,
    config: CHART_CONFIG,
    width: options.width,
    height: { step: 26 },
    data: { values },
    layer: [
      {
        mark: { type: 'rule', color: PALETTE.muted, strokeDash: [4, 4] },
        encoding: { x: { datum: 0, type: 'quantitative' } },
      },
      {
        mark: { type: 'rule', strokeWidth: 5, opacity: 0.35 },
        encoding: {
          x: {
            field: 'low',
            type: 'quantitative',
            axis: { title: 'came true more often than said, points', tickCount: 6, labelExpr: SIGNED_LABEL },
          },
          x2: { field: 'high' },
          y: { ...y, axis: { title: null, labelLimit: 260, grid: false } },
          ...colour,
        },
      },
      {
        mark: { type: 'circle', size: 70, opacity: 1 },
        encoding: { x: { field: 'value', type: 'quantitative' }, y, ...colour },
      },
    ],
  };
}
