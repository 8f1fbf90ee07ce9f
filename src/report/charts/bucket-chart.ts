import { formatCount } from '../format.js';
import { CHART_CONFIG, type ChartSpec, moneyAxis, SIGNED_FORMAT, SPEC_SCHEMA } from './chart-config.js';
import { PALETTE } from './palette.js';

/** Trades that share a range of some property. */
export interface Bucket {
  readonly name: string;
  readonly trades: number;
  readonly pnlUsd: number;
}

/** Net P&L of each bucket, in the given order. */
export function bucketChart(
  buckets: readonly Bucket[],
  options: { readonly width: number; readonly title: string },
): ChartSpec {
  const values = buckets.map(({ name, trades, pnlUsd }) => ({
    bucket: `${name}|n = ${formatCount(trades)}`,
    value: pnlUsd,
  }));
  const pnl = values.map(({ value }) => value);
  const range = pnl.reduce((a, b) => Math.max(a, b), 0) - pnl.reduce((a, b) => Math.min(a, b), 0);
  const label = (filter: string, dy: number) => ({
    transform: [{ filter }],
    mark: { type: 'text' as const, dy, fontSize: 11 },
    encoding: { text: { field: 'value', type: 'quantitative' as const, format: SIGNED_FORMAT } },
  });
  return {
    $schema: SPEC_SCHEMA,
    config: CHART_CONFIG,
    width: options.width,
    height: 180,
    data: { values },
    encoding: {
      x: {
        field: 'bucket',
        type: 'nominal',
        sort: null,
        axis: {
          title: options.title,
          labelAngle: 0,
          labelExpr: "split(datum.label, '|')",
          labelLineHeight: 15,
          labelLimit: 0,
        },
      },
      y: {
        field: 'value',
        type: 'quantitative',
        scale: { padding: 18 },
        axis: { title: 'net P&L, USD', format: moneyAxis(range), tickCount: 5 },
      },
    },
    layer: [
      {
        mark: { type: 'bar', width: { band: 0.6 } },
        encoding: {
          color: { condition: { test: 'datum.value >= 0', value: PALETTE.gain }, value: PALETTE.loss },
        },
      },
      {
        mark: { type: 'rule', color: PALETTE.muted },
        encoding: { x: { value: 0 }, x2: { value: 'width' }, y: { datum: 0 } },
      },
      label('datum.value >= 0', -9),
      label('datum.value < 0', 11),
    ],
  };
}
