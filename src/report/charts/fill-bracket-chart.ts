import type { FillBracketSummary } from '../backtest-report.js';
import { plural } from '../format.js';
import { CHART_CONFIG, type ChartSpec, moneyAxis, SIGNED_FORMAT, SPEC_SCHEMA } from './chart-config.js';
import { PALETTE } from './palette.js';

const WORDS: Readonly<Record<string, string>> = {
  front: 'front: ahead of all others',
  proportional: 'proportional',
  back: 'back: behind all others',
};

/** What the run would have come to wherever its resting orders stood in their queues: the truth lies between. */
export function fillBracketChart(
  { rows, configured }: Pick<FillBracketSummary, 'rows' | 'configured'>,
  options: { readonly width: number },
): ChartSpec {
  const { width } = options;
  const values = rows.map(({ queueModel, equityChangeUsd, fills }) => ({
    model: `${WORDS[queueModel] ?? queueModel}|${plural(fills, 'fill')}${queueModel === configured ? ', this run' : ''}`,
    value: equityChangeUsd,
  }));
  const ends = values.map(({ value }) => value);
  const low = ends.reduce((a, b) => Math.min(a, b), 0);
  const high = ends.reduce((a, b) => Math.max(a, b), 0);
  const y = { field: 'model', type: 'nominal', sort: null } as const;
  const x = { field: 'value', type: 'quantitative' } as const;
  return {
    $schema: SPEC_SCHEMA,
    config: CHART_CONFIG,
    width,
    height: { step: 44 },
    data: { values },
    layer: [
      {
        data: { values: [{ low: Math.min(...ends), high: Math.max(...ends) }] },
        mark: { type: 'rect', color: PALETTE.soft, opacity: 0.45 },
        encoding: {
          x: {
            field: 'low',
            type: 'quantitative',
            axis: { title: 'equity change, USD', format: moneyAxis(high - low), tickCount: 5 },
          },
          x2: { field: 'high' },
        },
      },
      {
        mark: { type: 'rule', color: PALETTE.muted, strokeDash: [4, 4] },
        encoding: { x: { datum: 0, type: 'quantitative' } },
      },
      {
        mark: { type: 'circle', size: 110, opacity: 1 },
        encoding: {
          x,
          y: {
            ...y,
            axis: {
              title: null,
              grid: false,
              labelExpr: "split(datum.label, '|')",
              labelLineHeight: 15,
              labelLimit: 0,
              labelColor: PALETTE.ink,
            },
          },
          color: { condition: { test: 'datum.value >= 0', value: PALETTE.gain }, value: PALETTE.loss },
        },
      },
      {
        mark: { type: 'text', align: 'right', fontWeight: 600 },
        encoding: { x: { value: width + 84 }, y, text: { ...x, format: SIGNED_FORMAT } },
      },
    ],
  };
}
