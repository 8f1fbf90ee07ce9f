import type { EquitySample } from '../equity-samples.js';
import type { CoverageGap } from '../report-input.js';
import {
  CHART_CONFIG,
  type ChartLayers,
  type ChartSpec,
  moneyAxis,
  SPEC_SCHEMA,
  UTC_LABEL,
  UTC_SECONDS_LABEL,
} from './chart-config.js';
import { PALETTE } from './palette.js';

interface Point {
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly equity: number;
  readonly drawdown: number;
}

const SHORT_MS = 600_000;
const TIME = { field: 'time', type: 'temporal', scale: { type: 'utc' } } as const;
const EQUITY = { field: 'equity', type: 'quantitative' } as const;

/** Equity on liquidation value over time, with the fall from its peak below. */
export function equityChart(
  samples: readonly EquitySample[],
  options: {
    readonly startingCashUsd: number;
    readonly width: number;
    /** Stretches without data, shaded. */
    readonly gaps: readonly CoverageGap[];
  },
): ChartSpec {
  const values = samples.map(({ time, equityUsd, drawdownUsd }) => ({
    time: Math.floor(time / 1000),
    equity: equityUsd,
    drawdown: drawdownUsd,
  }));
  return {
    $schema: SPEC_SCHEMA,
    config: CHART_CONFIG,
    data: { values },
    spacing: 12,
    resolve: { scale: { x: 'shared' } },
    vconcat: [
      {
        width: options.width,
        height: 220,
        layer: [gapLayer(values, options.gaps), ...equityLayers(values, options.startingCashUsd)],
      },
      { width: options.width, height: 80, ...drawdownUnit(values) },
    ],
  };
}

function equityLayers(values: readonly Point[], start: number): ChartLayers {
  const equities = [...values.map(({ equity }) => equity), start];
  const low = equities.reduce((a, b) => Math.min(a, b));
  const high = equities.reduce((a, b) => Math.max(a, b));
  const scale = { domain: [low, high], zero: false, nice: 5 };
  const axis = { title: 'equity, USD', format: moneyAxis(high - low), tickCount: 5 };
  const last = { data: { values: values.slice(-1) } };
  return [
    {
      data: { values: [{ start }] },
      mark: { type: 'rule', color: PALETTE.muted, strokeDash: [4, 4] },
      encoding: { y: { field: 'start', type: 'quantitative' } },
    },
    {
      mark: { type: 'line', interpolate: 'step-after', color: PALETTE.accent, strokeWidth: 1.6 },
      encoding: { x: { ...TIME, axis: null }, y: { ...EQUITY, scale, axis } },
    },
    {
      ...last,
      mark: { type: 'circle', color: PALETTE.accent, size: 36, opacity: 1 },
      encoding: { x: { ...TIME, axis: null }, y: EQUITY },
    },
    {
      ...last,
      mark: { type: 'text', align: 'left', dx: 8, fontWeight: 600, color: PALETTE.accent },
      encoding: { x: { ...TIME, axis: null }, y: EQUITY, text: { ...EQUITY, format: ',.2f' } },
    },
  ];
}

/** Gaps of the whole feed within the curve. */
function gapLayer(values: readonly Point[], gaps: readonly CoverageGap[]): ChartLayers[number] {
  const first = values[0]?.time ?? 0;
  const last = values.at(-1)?.time ?? 0;
  const shaded = gaps
    .filter(({ market }) => market === null)
    .map(({ from, to }) => ({ from: Math.max(first, from / 1000), to: Math.min(last, to / 1000) }))
    .filter(({ from, to }) => from < to);
  return {
    data: { values: shaded },
    mark: { type: 'rect', color: PALETTE.grid, opacity: 0.7 },
    encoding: { x: { ...TIME, field: 'from', axis: null }, x2: { field: 'to' } },
  };
}

function drawdownUnit(values: readonly Point[]) {
  const deepest = values.reduce((least, { drawdown }) => Math.min(least, drawdown), 0);
  const scale = { domain: [deepest === 0 ? -1 : deepest, 0], nice: 3 };
  const axis = { title: 'below peak', format: moneyAxis(-deepest), tickCount: 3 };
  const isShort = (values.at(-1)?.time ?? 0) - (values[0]?.time ?? 0) < SHORT_MS;
  const labelExpr = isShort ? UTC_SECONDS_LABEL : UTC_LABEL;
  const time = { title: 'time, UTC', grid: false, labelOverlap: true, tickCount: 8, labelExpr };
  return {
    mark: { type: 'area', interpolate: 'step-after', color: PALETTE.loss, opacity: 0.45, line: false },
    encoding: {
      x: { ...TIME, axis: time },
      // Several points may share an instant; they must not be stacked.
      y: { field: 'drawdown', type: 'quantitative', stack: null, scale, axis },
    },
  } as const;
}
