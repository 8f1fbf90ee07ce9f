import type { RandomStream } from '../../engine/random.js';
import { interpolated } from '../../strategies/calibration/isotonic.js';
import { sortedQuantile } from '../cluster-bootstrap.js';
import { clippedProbability } from '../scores/log-loss.js';
import { brierLoss, calibratedLevels, expectedLogLoss, type PooledWeights, scoreParts } from './corp.js';
import type { ForecastSample } from './forecast-sample.js';
import { prepareRedraw, redrawGames } from './redraw.js';
import { smoothError } from './smooth-error.js';

/** What a figure would have been by chance, had every forecast been right. */
export interface Floor {
  readonly mean: number;
  /** 95 % of the redraws lie below. */
  readonly q95: number;
}

export interface NoiseFloor {
  readonly brier: Floor;
  readonly logLoss: Floor;
  readonly mcb: Floor;
  readonly dsc: Floor;
  readonly unc: Floor;
  readonly logMcb: Floor;
  /** Of `ECE_BINS` bins of equal width. */
  readonly ece: Floor;
  /** `null` where it was not asked for. */
  readonly smoothEce: Floor | null;
  readonly resamples: number;
  /** Share of the redraws whose miscalibration reaches the observed one, with the observed counted in. */
  readonly miscalibrationP: number;
}

/** A pointwise band over `grid`. All of length n. */
export interface Band {
  readonly grid: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly level: number;
}

export interface NoiseOptions {
  readonly random: RandomStream;
  readonly resamples: number;
  readonly clip: number;
  /** Also the slow figure of smooth error and the band. */
  readonly whole: boolean;
}

export const ECE_BINS = 10;
export const BAND_LEVEL = 0.9;
/** The smooth error costs a thousand times the others. */
const SMOOTH_RESAMPLES = 60;

/**
 * Redraws the outcomes of whole games under calibrated forecasts, and says what each figure would have been:
 * the noise floor, and the band around the diagonal in which the curve of calibrated forecasts stays.
 */
export function noiseFloor(
  sample: ForecastSample,
  observedMcb: number,
  options: NoiseOptions,
): { readonly floor: NoiseFloor; readonly consistency: Band | null } {
  const prepared = prepareRedraw(sample);
  const curves = options.whole ? curveKeeper(sample) : null;
  const figures: Figures[] = [];
  const smooth: number[] = [];
  for (let i = 0; i < options.resamples; i += 1) {
    const drawn = redrawGames(prepared, sample.probability, options.random);
    const levels = calibratedLevels(drawn);
    figures.push(figuresOf(drawn, levels, options.clip));
    curves?.add(drawn.values, levels);
    if (options.whole && i < SMOOTH_RESAMPLES) smooth.push(smoothOf(drawn, sample.rows));
  }
  const floorBy = (pick: (figure: Figures) => number): Floor => floorOf(figures.map(pick));
  const reached = figures.filter(({ mcb }) => mcb >= observedMcb).length;
  const floor = {
    brier: floorBy(({ brier }) => brier),
    logLoss: floorBy(({ logLoss }) => logLoss),
    mcb: floorBy(({ mcb }) => mcb),
    dsc: floorBy(({ dsc }) => dsc),
    unc: floorBy(({ unc }) => unc),
    logMcb: floorBy(({ logMcb }) => logMcb),
    ece: floorBy(({ ece }) => ece),
    smoothEce: smooth.length === 0 ? null : floorOf(smooth),
    resamples: options.resamples,
    miscalibrationP: (reached + 1) / (options.resamples + 1),
  };
  return { floor, consistency: curves?.band() ?? null };
}

/** The band in which the curve itself may lie: outcomes are redrawn from the calibrated curve. */
export function confidenceBand(
  sample: ForecastSample,
  options: { readonly random: RandomStream; readonly resamples: number },
): Band {
  const prepared = prepareRedraw(sample);
  const levels = calibratedLevels(prepared.pooled);
  const chance = Float64Array.from(prepared.pooled.place, (place) => levels[place] as number);
  const curves = curveKeeper(sample);
  for (let i = 0; i < options.resamples; i += 1) {
    const drawn = redrawGames(prepared, chance, options.random);
    curves.add(drawn.values, calibratedLevels(drawn));
  }
  return curves.band();
}

interface Figures {
  readonly brier: number;
  readonly logLoss: number;
  readonly mcb: number;
  readonly dsc: number;
  readonly unc: number;
  readonly logMcb: number;
  readonly ece: number;
}

function figuresOf(drawn: PooledWeights, levels: Float64Array, clip: number): Figures {
  const brier = scoreParts(drawn, levels, brierLoss);
  const clipped = (p: number, mean: number): number => expectedLogLoss(clippedProbability(p, clip), mean);
  const log = scoreParts(drawn, levels, clipped, expectedLogLoss);
  return {
    brier: brier.score,
    logLoss: log.score,
    mcb: brier.mcb,
    dsc: brier.dsc,
    unc: brier.unc,
    logMcb: log.mcb,
    ece: eceOf(drawn),
  };
}

function eceOf({ values, weights, hits }: PooledWeights): number {
  const misses = new Float64Array(ECE_BINS);
  let total = 0;
  values.forEach((value, i) => {
    const bin = Math.min(ECE_BINS - 1, Math.floor(value * ECE_BINS));
    const weight = weights[i] as number;
    misses[bin] = (misses[bin] as number) + weight * value - (hits[i] as number);
    total += weight;
  });
  return misses.reduce((sum, miss) => sum + Math.abs(miss), 0) / total;
}

function smoothOf({ values, weights, hits }: PooledWeights, rows: number): number {
  return smoothError({
    probability: values,
    outcome: hits.map((hit, i) => hit / (weights[i] as number)),
    weight: weights,
    totalWeight: weights.reduce((sum, weight) => sum + weight, 0),
    rows,
  }).smoothEce;
}

function floorOf(values: readonly number[]): Floor {
  const sorted = Float64Array.from(values).sort();
  return {
    mean: sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
    q95: sortedQuantile(sorted, 0.95),
  };
}

/** Keeps isotonic curves read at the hundredths that lie among the forecasts. */
function curveKeeper({ probability }: ForecastSample) {
  const [least, most] = [probability[0] as number, probability[probability.length - 1] as number];
  const inside = Array.from({ length: 101 }, (_, i) => i / 100).filter((x) => x > least && x < most);
  const grid = [...new Set([least, ...inside, most])];
  const curves: Float64Array[] = [];
  const read = (i: number, probabilityBelow: number): number => {
    const column = Float64Array.from(curves, (curve) => curve[i] as number).sort();
    return sortedQuantile(column, probabilityBelow);
  };
  const tail = (1 - BAND_LEVEL) / 2;
  return {
    add: (values: Float64Array, levels: Float64Array): void => {
      curves.push(Float64Array.from(grid, (x) => interpolated(values, levels, x)));
    },
    band: (): Band => ({
      grid,
      low: grid.map((_, i) => read(i, tail)),
      high: grid.map((_, i) => read(i, 1 - tail)),
      level: BAND_LEVEL,
    }),
  };
}
