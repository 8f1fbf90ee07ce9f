import { assertNever } from '../../../engine/assert.js';
import { TouchlineError } from '../../../engine/errors.js';
import { isotonicFit } from '../../../strategies/calibration/isotonic.js';
import type { Recalibration, RecalibrationMethod } from '../../../strategies/calibration/recalibration.js';
import { pooledForecasts } from '../corp.js';
import type { ForecastSample } from '../forecast-sample.js';
import { logisticFit, logOdds } from '../logistic-fit.js';

/**
 * Fits a map from forecast to outcome. The sample must end before the games it will be used on.
 *
 * @throws DATA_CALIBRATION_FIT where there is no finite fit; a forecast of 0 or 1 has no logit and is refused
 * by all but isotonic and Venn-Abers: nothing is clipped silently.
 */
export function fitRecalibration(method: RecalibrationMethod, sample: ForecastSample): Recalibration {
  switch (method) {
    case 'platt':
      return fitPlatt(sample);
    case 'logistic': {
      const [intercept = 0, slope = 0] = fitted(method, sample, [ones(sample), logits(sample)]);
      return { kind: 'logistic', intercept, slope };
    }
    case 'temperature': {
      const [inverseTemperature = 0] = fitted(method, sample, [logits(sample)]);
      return { kind: 'temperature', inverseTemperature };
    }
    case 'beta':
      return fitBeta(sample);
    case 'beta-symmetric':
      return fitSymmetricBeta(sample);
    case 'isotonic': {
      const { values, weights, means } = distinct(sample);
      return { kind: 'isotonic', values, levels: [...isotonicFit(means, weights)] };
    }
    case 'venn-abers':
      return { kind: 'venn-abers', ...distinct(sample) };
    default:
      return assertNever(method);
  }
}

const ones = (sample: ForecastSample): Float64Array => new Float64Array(sample.rows).fill(1);
const logits = (sample: ForecastSample): Float64Array => column(sample, logOdds);

function column(sample: ForecastSample, of: (p: number) => number): Float64Array {
  const certain = sample.probability.findIndex((p) => p === 0 || p === 1);
  if (certain < 0) return sample.probability.map(of);
  throw noFit('a forecast of 0 or 1 has no logit', {
    field: 'p',
    value: sample.probability[certain] as number,
  });
}

const noFit = (message: string, where: Readonly<Record<string, string | number>>): TouchlineError =>
  new TouchlineError('DATA_CALIBRATION_FIT', message, {
    where,
    hint: 'isotonic and venn-abers take any forecast; the others need forecasts inside (0, 1) whose outcomes mix',
  });

function fitted(
  method: RecalibrationMethod,
  sample: ForecastSample,
  columns: readonly Float64Array[],
  target: ArrayLike<number> = sample.outcome,
): readonly number[] {
  const fit = logisticFit({ columns, target, weight: sample.weight });
  if (fit !== null) return fit.coefficients;
  throw noFit('the forecasts separate the outcomes: there is no finite fit', { method, rows: sample.rows });
}

/** Platt (1999) with his smoothed targets (N + 1) / (N + 2); the likelihood as in Lin, Lin and Weng (2007). */
function fitPlatt(sample: ForecastSample): Recalibration {
  let hits = 0;
  for (let i = 0; i < sample.rows; i += 1)
    hits += (sample.weight[i] as number) * (sample.outcome[i] as number);
  const won = (hits + 1) / (hits + 2);
  const lost = 1 / (sample.totalWeight - hits + 2);
  const target = Float64Array.from(sample.outcome, (outcome) => (outcome === 1 ? won : lost));
  const [slope = 0, intercept = 0] = fitted('platt', sample, [logits(sample), ones(sample)], target);
  return { kind: 'platt', a: -slope, b: -intercept };
}

/**
 * Kull, Silva Filho and Flach, "Beta calibration" (AISTATS 2017). A negative coefficient would make the map
 * fall; its feature is dropped and the rest fitted again, as in the authors' code.
 */
function fitBeta(sample: ForecastSample): Recalibration {
  const features = [column(sample, Math.log), column(sample, (p) => -Math.log1p(-p))];
  let used = [0, 1];
  for (;;) {
    const columns = [ones(sample), ...used.map((k) => features[k] as Float64Array)];
    const [c = 0, ...rest] = fitted('beta', sample, columns);
    const at = (feature: number): number =>
      used.includes(feature) ? (rest[used.indexOf(feature)] as number) : 0;
    const negative = used.find((feature) => at(feature) < 0);
    if (negative === undefined) return { kind: 'beta', c, a: at(0), b: at(1) };
    used = used.filter((feature) => feature !== negative);
  }
}

/** Beta calibration through (1/2, 1/2): logit = a ln 2p - b ln 2(1 - p). */
function fitSymmetricBeta(sample: ForecastSample): Recalibration {
  const features = [column(sample, (p) => Math.log(2 * p)), column(sample, (p) => -Math.log(2 * (1 - p)))];
  const [first = 0, second = 0] = fitted('beta-symmetric', sample, features);
  const only = (k: number): number =>
    Math.max(0, fitted('beta-symmetric', sample, features.slice(k, k + 1))[0] as number);
  const [a, b] = first < 0 ? [0, only(1)] : second < 0 ? [only(0), 0] : [first, second];
  return { kind: 'beta', c: (a - b) * Math.LN2, a, b };
}

function distinct(sample: ForecastSample) {
  const pooled = pooledForecasts(sample);
  return {
    values: [...pooled.values],
    weights: [...pooled.weights],
    means: [...pooled.hits.map((hits, i) => hits / (pooled.weights[i] as number))],
  };
}
