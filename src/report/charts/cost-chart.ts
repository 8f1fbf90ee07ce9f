import type { CostRow } from '../backtest-report.js';
import { CHART_CONFIG, type ChartSpec, moneyAxis, SIGNED_FORMAT, SPEC_SCHEMA } from './chart-config.js';
import { PALETTE } from './palette.js';

/** Net P&L against extra cost a share, with the interval of the total. */
export function costChart(rows: readonly CostRow[], options: { readonly width: number }): ChartSpec {
  const values = rows.map((row) => ({
    cents: row.cents,
    value: row.totalUsd,
    low: row.totalInterval?.low ?? row.totalUsd,
    high: row.totalInterval?.high ?? row.totalUsd,
  }));
  const ends = values.flatMap(({ low, high }) => [low, high]);
  const range = ends.reduce((a, b) => Math.max(a, b), 0) - ends.reduce((a, b) => Math.min(a, b), 0);
  const x = { field: 'cents', type: 'quantitative' } as const;
  return {
    $schema: SPEC_SCHEMA,
    config: CHART_CONFIG,
    width: options.width,
    height: 200,
    data: { values },
    layer: [
      {
        mark: { type: 'area', color: PALETTE.soft, opacity: 0.7 },
        encoding: { x, y: { field: 'low', type: 'quantitative' }, y2: { field: 'high' } },
      },
      { mark: { type: 'rule', color: PALETTE.muted }, encoding: { y: { datum: 0 } } },
      {
        mark: {
          type: 'line',
          color: PALETTE.accent,
          point: { filled: true, color: PALETTE.accent, size: 60, opacity: 1 },
        },
        encoding: {
          x: {
            ...x,
            scale: { nice: false, padding: 44 },
            axis: {
              title: 'every fill worse by, cents a share',
              values: rows.map(({ cents }) => cents),
              grid: false,
              format: '~g',
            },
          },
          y: {
            field: 'value',
            type: 'quantitative',
            axis: { title: 'net P&L, USD', format: moneyAxis(range), tickCount: 5 },
          },
        },
      },
      label('datum.value > 0', -14),
      label('datum.value <= 0', 16),
    ],
  };
}

/** The figure beside its point, on the side that is away from the zero line. */
const label = (filter: string, dy: number) => ({
  transform: [{ filter }],
  mark: { type: 'text' as const, dy, fontWeight: 600 as const },
  encoding: {
    x: { field: 'cents', type: 'quantitative' as const },
    y: { field: 'value', type: 'quantitative' as const },
    text: { field: 'value', type: 'quantitative' as const, format: SIGNED_FORMAT },
  },
});
