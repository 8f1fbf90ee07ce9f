import { plural } from '../format.js';
import { CHART_CONFIG, type ChartSpec, SPEC_SCHEMA } from './chart-config.js';
import { PALETTE } from './palette.js';

/** A tenth of the decisions: its mean gain with its interval, and where chance alone leaves it, as shares. */
export interface DecileBar {
  readonly name: string;
  readonly games: number;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly floorLow: number;
  readonly floorHigh: number;
}

/** Mean gain a dollar of each tenth of confidence, over the band in which it lies when confidence says nothing. */
export function decileChart(bars: readonly DecileBar[], options: { readonly width: number }): ChartSpec {
  const values = bars.map(({ name, games, value, low, high, floorLow, floorHigh }) => ({
    name: `${name}|${plural(games, 'game')}`,
    value: 100 * value,
    low: 100 * (low ?? value),
    high: 100 * (high ?? value),
    floorLow: 100 * floorLow,
    floorHigh: 100 * floorHigh,
  }));
  const y = (field: string) => ({
    field,
    type: 'quantitative' as const,
    axis: { title: 'gain a dollar, %', tickCount: 6 },
  });
  return {
    $schema: SPEC_SCHEMA,
    config: CHART_CONFIG,
    width: options.width,
    height: 230,
    data: { values },
    encoding: {
      x: {
        field: 'name',
        type: 'nominal',
        sort: null,
        axis: {
          title: 'confidence, from least to most',
          labelAngle: 0,
          labelExpr: "split(datum.label, '|')",
          labelLineHeight: 15,
          labelLimit: 0,
        },
      },
    },
    layer: [
      {
        mark: { type: 'bar', width: { band: 0.8 }, color: PALETTE.muted, opacity: 0.22 },
        encoding: { y: y('floorLow'), y2: { field: 'floorHigh' } },
      },
      {
        mark: { type: 'rule', color: PALETTE.muted, strokeDash: [4, 4] },
        encoding: { x: { value: 0 }, x2: { value: 'width' }, y: { datum: 0 } },
      },
      {
        mark: { type: 'rule', strokeWidth: 4, color: PALETTE.accent, opacity: 0.45 },
        encoding: { y: y('low'), y2: { field: 'high' } },
      },
      { mark: { type: 'circle', size: 80, opacity: 1, color: PALETTE.accent }, encoding: { y: y('value') } },
    ],
  };
}
