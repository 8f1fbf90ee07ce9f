import type { CorpStep } from '../../research/calibration/corp.js';
import type { Band } from '../../research/calibration/noise-floor.js';
import { CHART_CONFIG, type ChartLayers, type ChartSpec, SPEC_SCHEMA } from './chart-config.js';
import { PALETTE } from './palette.js';

/** What a reliability diagram shows. */
export interface ReliabilityData {
  readonly steps: readonly CorpStep[];
  /** Where the curve of calibrated forecasts stays. */
  readonly consistency: Band;
  /** Rows by forecast, for the strip below. */
  readonly histogram: readonly { readonly from: number; readonly to: number; readonly rows: number }[];
}

const SHARES = [0, 0.2, 0.4, 0.6, 0.8, 1];
const SCALE: { domain: number[]; nice: boolean } = { domain: [0, 1], nice: false };
const FORECAST = { field: 'forecast', type: 'quantitative' as const, scale: SCALE };
const OUTCOME = { field: 'outcome', type: 'quantitative' as const, scale: SCALE };

/**
 * The isotonic (CORP) curve of outcome on forecast over the band around the diagonal in which calibrated
 * forecasts stay, with a histogram of the forecasts below. A square of `size` pixels.
 */
export function reliabilityChart(data: ReliabilityData, options: { readonly size: number }): ChartSpec {
  const { size } = options;
  return {
    $schema: SPEC_SCHEMA,
    config: CHART_CONFIG,
    spacing: 8,
    resolve: { scale: { x: 'shared' } },
    vconcat: [
      {
        width: size,
        height: size,
        layer: [
          bandLayer(data.consistency),
          diagonalLayer(),
          curveLayer(data.steps),
          ...stepLayers(data.steps),
        ],
      },
      { width: size, height: 70, ...histogramUnit(data) },
    ],
  };
}

const bandLayer = ({ grid, low, high }: Band): ChartLayers[number] => ({
  data: { values: grid.map((forecast, i) => ({ forecast, low: low[i], high: high[i] })) },
  mark: { type: 'area', color: PALETTE.soft, opacity: 0.75, clip: true },
  encoding: {
    x: { ...FORECAST, axis: null },
    y: { field: 'low', type: 'quantitative', scale: SCALE, axis: shareAxis('share that came true') },
    y2: { field: 'high' },
  },
});

const shareAxis = (title: string) => ({ title, values: SHARES, format: '.0%', grid: true });

const diagonalLayer = (): ChartLayers[number] => ({
  data: {
    values: [
      { forecast: 0, outcome: 0 },
      { forecast: 1, outcome: 1 },
    ],
  },
  mark: { type: 'line', color: PALETTE.muted, strokeDash: [4, 4], strokeWidth: 1.2 },
  encoding: { x: { ...FORECAST, axis: null }, y: OUTCOME },
});

/** Level within a step, a straight line to the next: the curve as it would be used. */
const curveLayer = (steps: readonly CorpStep[]): ChartLayers[number] => ({
  data: {
    values: steps.flatMap(({ low, high, level }) => [
      { forecast: low, outcome: level },
      { forecast: high, outcome: level },
    ]),
  },
  mark: { type: 'line', color: PALETTE.accent, strokeWidth: 2.2, strokeJoin: 'round' },
  encoding: { x: { ...FORECAST, axis: null }, y: OUTCOME },
});

/** A dot on each step, its area the weight behind it. */
const stepLayers = (steps: readonly CorpStep[]): ChartLayers => [
  {
    data: {
      values: steps.map(({ low, high, level, weight }) => ({
        forecast: (low + high) / 2,
        outcome: level,
        weight,
      })),
    },
    mark: { type: 'circle', color: PALETTE.accent, opacity: 0.85 },
    encoding: {
      x: { ...FORECAST, axis: null },
      y: OUTCOME,
      size: { field: 'weight', type: 'quantitative', scale: { range: [8, 220], zero: true }, legend: null },
    },
  },
];

function histogramUnit({ histogram }: ReliabilityData) {
  const most = histogram.reduce((max, { rows }) => Math.max(max, rows), 0);
  return {
    data: { values: [...histogram] },
    mark: { type: 'bar' as const, color: PALETTE.muted, opacity: 0.55, binSpacing: 1 },
    encoding: {
      x: {
        field: 'from',
        type: 'quantitative' as const,
        bin: { binned: true },
        scale: SCALE,
        axis: { title: 'forecast', values: [...SHARES], format: '.0%', grid: false },
      },
      x2: { field: 'to' },
      y: {
        field: 'rows',
        type: 'quantitative' as const,
        axis: { title: 'rows', values: [0, most] as number[], format: ',d', grid: false },
      },
    },
  };
}
