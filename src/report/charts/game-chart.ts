import type { GameEvidence } from '../backtest-report.js';
import { formatRange, formatSigned } from '../format.js';
import { CHART_CONFIG, type ChartSpec, SPEC_SCHEMA } from './chart-config.js';
import { PALETTE } from './palette.js';

interface Bin {
  readonly from: number;
  readonly to: number;
  readonly games: number;
}

/** Games by net P&L, in bins that never straddle 0, over their mean and its interval. */
export function gameChart(
  pnlUsd: readonly number[],
  evidence: GameEvidence,
  options: { readonly width: number },
): ChartSpec {
  const bins = binsOf(pnlUsd, 24);
  const interval = evidence.meanInterval;
  const ends = [...bins.flatMap(({ from, to }) => [from, to]), interval?.low ?? 0, interval?.high ?? 0];
  const scale = { domain: [Math.min(...ends), Math.max(...ends)], nice: false };
  const mean = {
    low: interval?.low ?? evidence.meanUsd,
    high: interval?.high ?? evidence.meanUsd,
    value: evidence.meanUsd,
    label: meanLabel(evidence),
  };
  return {
    $schema: SPEC_SCHEMA,
    config: CHART_CONFIG,
    spacing: 4,
    resolve: { scale: { x: 'shared' } },
    vconcat: [
      { width: options.width, height: 200, data: { values: [...bins] }, layer: [...histogram(scale)] },
      {
        width: options.width,
        height: 44,
        data: { values: [mean] },
        layer: [...meanStrip(scale, evidence.meanUsd ?? 0)],
      },
    ],
  };
}

interface SharedScale {
  readonly domain: number[];
  readonly nice: boolean;
}

/** `mean -1.36, 95 % interval -1.81 to -0.87`, with true minus signs. */
function meanLabel({ meanUsd, meanInterval, missing }: GameEvidence): string {
  const range = meanInterval ? `95 % interval ${formatRange(meanInterval.low, meanInterval.high)}` : missing;
  return `mean ${formatSigned(meanUsd ?? 0)}, ${range ?? ''}`.replaceAll('-', '\u2212');
}

/** How text at `value` must be aligned to stay within the chart. */
function alignAt({ domain }: SharedScale, value: number): 'left' | 'center' | 'right' {
  const [low = 0, high = 0] = domain;
  const place = (value - low) / (high - low);
  return place < 0.35 ? 'left' : place > 0.65 ? 'right' : 'center';
}

const ZERO = { datum: 0, type: 'quantitative' } as const;
const MEAN = { field: 'value', type: 'quantitative' } as const;

const histogram = (scale: SharedScale) =>
  [
    {
      mark: { type: 'bar', binSpacing: 1 },
      encoding: {
        x: { field: 'from', type: 'quantitative', bin: { binned: true }, scale, axis: null },
        x2: { field: 'to' },
        y: {
          field: 'games',
          type: 'quantitative',
          axis: { title: 'games', tickMinStep: 1, format: 'd', tickCount: 4 },
        },
        color: { condition: { test: 'datum.from >= 0', value: PALETTE.gain }, value: PALETTE.loss },
      },
    },
    { mark: { type: 'rule', color: PALETTE.muted }, encoding: { x: ZERO } },
  ] as const;

const meanStrip = (scale: SharedScale, mean: number) =>
  [
    {
      mark: { type: 'rule', color: PALETTE.muted },
      encoding: { x: ZERO, y: { value: 0 }, y2: { value: 24 } },
    },
    {
      mark: { type: 'rule', color: PALETTE.ink, strokeWidth: 7, opacity: 0.4 },
      encoding: {
        x: { field: 'low', type: 'quantitative', scale, axis: { title: 'net P&L a game, USD', grid: false } },
        x2: { field: 'high' },
        y: { value: 15 },
      },
    },
    {
      mark: { type: 'rule', color: PALETTE.ink, strokeWidth: 2 },
      encoding: { x: MEAN, y: { value: 7 }, y2: { value: 23 } },
    },
    {
      mark: { type: 'text', baseline: 'top', align: alignAt(scale, mean), color: PALETTE.muted },
      encoding: { x: MEAN, y: { value: 29 }, text: { field: 'label' } },
    },
  ] as const;

/** At most about `wanted` bins of a round width, 0 being an edge; empty ones are left out. */
function binsOf(values: readonly number[], wanted: number): readonly Bin[] {
  const low = values.reduce((a, b) => Math.min(a, b), 0);
  const high = values.reduce((a, b) => Math.max(a, b), 0);
  const width = roundWidth((high - low) / wanted);
  const counts = new Map<number, number>();
  for (const value of values) {
    const bin = Math.floor(value / width);
    counts.set(bin, (counts.get(bin) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a], [b]) => a - b)
    .map(([bin, games]) => ({ from: bin * width, to: (bin + 1) * width, games }));
}

function roundWidth(least: number): number {
  if (!(least > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5, 10].find((step) => step * power >= least) ?? 10) * power;
}
