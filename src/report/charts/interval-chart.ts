import { CHART_CONFIG, type ChartSpec, SPEC_SCHEMA } from './chart-config.js';
import { PALETTE } from './palette.js';

/** A figure with its interval; `null` = there is none. */
export interface IntervalRow {
  readonly name: string;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** Figures side by side, each a dot on its interval, against a reference. One that excludes it stands out. */
export function intervalChart(
  rows: readonly IntervalRow[],
  options: {
    readonly width: number;
    readonly title: string;
    readonly format: string;
    /** What the figures are held against; 0 where nothing is said. */
    readonly reference?: number;
  },
): ChartSpec {
  const { width, title, format, reference = 0 } = options;
  const values = rows.map(({ name, value, low, high }) => ({
    name,
    value,
    low: low ?? value,
    high: high ?? value,
    standsOut: low !== null && high !== null && (low > reference || high < reference),
  }));
  const y = { field: 'name', type: 'nominal', sort: null } as const;
  const color = { condition: { test: 'datum.standsOut', value: PALETTE.loss }, value: PALETTE.accent };
  return {
    $schema: SPEC_SCHEMA,
    config: CHART_CONFIG,
    width,
    height: { step: 28 },
    data: { values },
    layer: [
      {
        mark: { type: 'rule', color: PALETTE.muted, strokeDash: [4, 4] },
        encoding: { x: { datum: reference, type: 'quantitative' } },
      },
      {
        mark: { type: 'rule', strokeWidth: 5, opacity: 0.35 },
        encoding: {
          x: {
            field: 'low',
            type: 'quantitative',
            scale: { zero: false },
            axis: {
              title,
              tickCount: 6,
              labelExpr: `datum.value === 0 ? '0' : format(datum.value, '${format}')`,
            },
          },
          x2: { field: 'high' },
          y: { ...y, axis: { title: null, grid: false, labelColor: PALETTE.ink } },
          color,
        },
      },
      {
        mark: { type: 'circle', size: 70, opacity: 1 },
        encoding: { x: { field: 'value', type: 'quantitative' }, y, color },
      },
    ],
  };
}
