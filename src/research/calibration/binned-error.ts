import type { ForecastSample } from './forecast-sample.js';

/** Forecasts that were put together. */
export interface ForecastBin {
  readonly low: number;
  readonly high: number;
  readonly rows: number;
  readonly weight: number;
  /** Rows that count: (Σ weight)² / Σ weight², which is the number of rows when all weigh the same (Kish 1965). */
  readonly size: number;
  /** Mean forecast and mean outcome. */
  readonly forecast: number;
  readonly outcome: number;
  /** Mean of (p - p̄)² - 2 (p - p̄)(y - ȳ). */
  readonly within: number;
}

/** How forecasts are put together. `values`: one bin a distinct forecast. */
export type Binning =
  | { readonly kind: 'equal-width'; readonly bins: number }
  | { readonly kind: 'equal-mass'; readonly bins: number }
  | { readonly kind: 'values' };

/**
 * The filled bins, ascending. Equal width: closed on the left, the last on both sides. Equal mass: the sorted
 * rows cut into runs of the same length (those of numpy's `array_split`), ties cut where they stand.
 */
export function forecastBins(sample: ForecastSample, binning: Binning): readonly ForecastBin[] {
  const bins: ForecastBin[] = [];
  let start = 0;
  for (let i = 1; i <= sample.rows; i += 1) {
    if (i < sample.rows && binOf(sample, i, binning) === binOf(sample, start, binning)) continue;
    bins.push(summary(sample, start, i));
    start = i;
  }
  return bins;
}

function binOf({ probability, rows }: ForecastSample, row: number, binning: Binning): number {
  const value = probability[row] as number;
  if (binning.kind === 'values') return value;
  if (binning.kind === 'equal-width') return Math.min(binning.bins - 1, Math.floor(value * binning.bins));
  const longer = rows % binning.bins;
  const length = Math.floor(rows / binning.bins);
  const inLonger = longer * (length + 1);
  return row < inLonger ? Math.floor(row / (length + 1)) : longer + Math.floor((row - inLonger) / length);
}

function summary(sample: ForecastSample, from: number, to: number): ForecastBin {
  let weight = 0;
  let squares = 0;
  let forecast = 0;
  let outcome = 0;
  for (let i = from; i < to; i += 1) {
    const w = sample.weight[i] as number;
    weight += w;
    squares += w * w;
    forecast += w * (sample.probability[i] as number);
    outcome += w * (sample.outcome[i] as number);
  }
  forecast /= weight;
  outcome /= weight;
  let within = 0;
  for (let i = from; i < to; i += 1) {
    const offset = (sample.probability[i] as number) - forecast;
    const miss = (sample.outcome[i] as number) - outcome;
    within += ((sample.weight[i] as number) / weight) * (offset * offset - 2 * offset * miss);
  }
  const ends = { low: sample.probability[from] as number, high: sample.probability[to - 1] as number };
  return { ...ends, rows: to - from, weight, size: (weight * weight) / squares, forecast, outcome, within };
}

/** Errors of binned forecasts. The bins decide much of the figure: always say which. */
export interface BinnedError {
  /** Σ share x |p̄ - ȳ|. */
  readonly ece: number;
  /** The largest |p̄ - ȳ|. */
  readonly mce: number;
  /** Root mean square of p̄ - ȳ. */
  readonly rmsce: number;
  /** Mean square without its bias (Kumar, Liang and Ma 2019); bins of one row add nothing; can be below 0. */
  readonly debiasedSquare: number;
  /** Its root, 0 where it is below 0. */
  readonly debiasedRms: number;
}

export function binnedError(bins: readonly ForecastBin[]): BinnedError {
  const total = bins.reduce((sum, bin) => sum + bin.weight, 0);
  let ece = 0;
  let mce = 0;
  let square = 0;
  let debiasedSquare = 0;
  for (const { weight, size, forecast, outcome } of bins) {
    const share = weight / total;
    const miss = Math.abs(forecast - outcome);
    ece += share * miss;
    mce = Math.max(mce, miss);
    square += share * miss * miss;
    if (size > 1) debiasedSquare += share * (miss * miss - (outcome * (1 - outcome)) / (size - 1));
  }
  return {
    ece,
    mce,
    rmsce: Math.sqrt(square),
    debiasedSquare,
    debiasedRms: Math.sqrt(Math.max(0, debiasedSquare)),
  };
}
