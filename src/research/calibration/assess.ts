import { randomStream } from '../../engine/random.js';
import { brierScore } from '../scores/brier.js';
import { type LogLoss, logLoss } from '../scores/log-loss.js';
import { type MurphyDecomposition, murphyDecomposition } from '../scores/murphy.js';
import { type BinnedError, binnedError, type ForecastBin, forecastBins } from './binned-error.js';
import { type Corp, corp } from './corp.js';
import { type CoxCalibration, coxCalibration } from './cox.js';
import { type ForecastSample, weightedMean } from './forecast-sample.js';
import { type HosmerLemeshow, hosmerLemeshow } from './hosmer-lemeshow.js';
import { type MeanError, meanError } from './mean-error.js';
import { type Band, confidenceBand, ECE_BINS, type NoiseFloor, noiseFloor } from './noise-floor.js';
import { type SmoothError, smoothError } from './smooth-error.js';
import { type ScoreTest, spiegelhalterTest } from './spiegelhalter.js';

/** Every figure about one set of forecasts. */
export interface CalibrationAssessment {
  readonly rows: number;
  readonly games: number;
  readonly meanForecast: number;
  readonly meanOutcome: number;
  readonly brier: number;
  readonly logLoss: LogLoss;
  readonly corp: Corp;
  readonly meanError: MeanError;
  /** Ten bins of equal width. */
  readonly bins: readonly ForecastBin[];
  readonly binned: BinnedError;
  readonly murphy: MurphyDecomposition;
  readonly spiegelhalter: ScoreTest | null;
  readonly cox: CoxCalibration | null;
  readonly floor: NoiseFloor;
}

/** What is worked out for the whole set alone. */
export interface WholeAssessment extends CalibrationAssessment {
  readonly equalMass: BinnedError;
  readonly smooth: SmoothError;
  readonly hosmerLemeshow: HosmerLemeshow | null;
  /** Where the curve of calibrated forecasts stays. */
  readonly consistency: Band;
  /** Where the curve of these forecasts may lie. */
  readonly confidence: Band;
  /** Rows in the filled fiftieths of [0, 1]. */
  readonly histogram: readonly { readonly from: number; readonly to: number; readonly rows: number }[];
}

export interface AssessOptions {
  readonly seed: number | string;
  readonly resamples: number;
  readonly clip: number;
  /** Keeps the random numbers of two groups apart. */
  readonly name: string;
}

const stream = ({ seed, name }: AssessOptions, purpose: string) =>
  randomStream({ seed, strategy: 'calibration', market: name, purpose });

/** Assesses a part of the forecasts, such as one sport. */
export function assessGroup(sample: ForecastSample, options: AssessOptions): CalibrationAssessment {
  return assessed(sample, options, false).assessment;
}

/** Assesses all forecasts, with the bands. Two calls with the same seed agree to the last bit on one machine. */
export function assessCalibration(sample: ForecastSample, options: AssessOptions): WholeAssessment {
  const { assessment, consistency } = assessed(sample, options, true);
  const tenths = forecastBins(sample, { kind: 'equal-mass', bins: ECE_BINS });
  return {
    ...assessment,
    equalMass: binnedError(tenths),
    smooth: smoothError(sample),
    hosmerLemeshow: hosmerLemeshow(tenths),
    consistency: consistency ?? { grid: [], low: [], high: [], level: 0 },
    histogram: histogramOf(sample),
    confidence: confidenceBand(sample, {
      random: stream(options, 'confidence'),
      resamples: options.resamples,
    }),
  };
}

function assessed(sample: ForecastSample, options: AssessOptions, whole: boolean) {
  const parts = corp(sample, options.clip);
  const random = stream(options, 'floor');
  const { floor, consistency } = noiseFloor(sample, parts.brier.mcb, { ...options, random, whole });
  const bins = forecastBins(sample, { kind: 'equal-width', bins: ECE_BINS });
  const assessment: CalibrationAssessment = {
    rows: sample.rows,
    games: sample.games,
    meanForecast: weightedMean(sample, (i) => sample.probability[i] as number),
    meanOutcome: weightedMean(sample, (i) => sample.outcome[i] as number),
    brier: brierScore(sample),
    logLoss: logLoss(sample, options.clip),
    corp: parts,
    meanError: meanError(sample),
    bins,
    binned: binnedError(bins),
    murphy: murphyDecomposition(bins),
    spiegelhalter: spiegelhalterTest(sample),
    cox: coxCalibration(sample),
    floor,
  };
  return { assessment, consistency };
}

const HISTOGRAM_BINS = 50;

function histogramOf(sample: ForecastSample): WholeAssessment['histogram'] {
  const counts = new Uint32Array(HISTOGRAM_BINS);
  for (const p of sample.probability) {
    const bin = Math.min(HISTOGRAM_BINS - 1, Math.floor(p * HISTOGRAM_BINS));
    counts[bin] = (counts[bin] as number) + 1;
  }
  return [...counts].flatMap((rows, bin) =>
    rows === 0 ? [] : [{ from: bin / HISTOGRAM_BINS, to: (bin + 1) / HISTOGRAM_BINS, rows }],
  );
}
