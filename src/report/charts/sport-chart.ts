import type { SportRow } from '../backtest-report.js';
import { plural } from '../format.js';
import { CHART_CONFIG, type ChartSpec, moneyAxis, SIGNED_FORMAT, SPEC_SCHEMA } from './chart-config.js';
import { PALETTE } from './palette.js';

/** Net P&L of each sport with its interval where there are games enough for one. */
export function sportChart(rows: readonly SportRow[], options: { readonly width: number }): ChartSpec {
  const values = [...rows]
    .sort((a, b) => b.totalUsd - a.totalUsd)
    .map((row) => ({
      sport: `${row.sport}|${plural(row.games, 'game')}, ${plural(row.trades, 'trade')}`,
      value: row.totalUsd,
      low: row.totalInterval?.low ?? row.totalUsd,
      high: row.totalInterval?.high ?? row.totalUsd,
    }));
  const range = values.reduce((most, row) => Math.max(most, row.high, -row.low), 0);
  const y = {
    field: 'sport',
    type: 'nominal',
    sort: null,
    axis: {
      title: null,
      labelExpr: "split(datum.label, '|')",
      labelColor: PALETTE.ink,
      labelLineHeight: 15,
      labelLimit: 0,
    },
  } as const;
  return {
    $schema: SPEC_SCHEMA,
    config: CHART_CONFIG,
    width: options.width,
    height: { step: 46 },
    data: { values },
    encoding: { y },
    layer: [
      {
        mark: { type: 'bar', height: 18 },
        encoding: {
          x: {
            field: 'value',
            type: 'quantitative',
            axis: { title: 'net P&L, USD; line = 95 % interval', format: moneyAxis(range), tickCount: 3 },
          },
          color: { condition: { test: 'datum.value >= 0', value: PALETTE.gain }, value: PALETTE.loss },
        },
      },
      {
        transform: [{ filter: 'datum.low < datum.high' }],
        mark: { type: 'rule', color: PALETTE.ink, strokeWidth: 1.5 },
        encoding: { x: { field: 'low', type: 'quantitative' }, x2: { field: 'high' } },
      },
      {
        mark: { type: 'text', align: 'right', fontWeight: 600 },
        encoding: {
          x: { value: options.width + 76 },
          text: { field: 'value', type: 'quantitative', format: SIGNED_FORMAT },
        },
      },
    ],
  };
}
