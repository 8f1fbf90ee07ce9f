/** A fitted map from a probability to a better one: plain data, so that it can be kept in a file. */
export type Recalibration =
  | {
      /** 1 / (1 + exp(a logit p + b)), fitted to smoothed targets. */
      readonly kind: 'platt';
      readonly a: number;
      readonly b: number;
    }
  | {
      /** logit = intercept + slope x logit p. */
      readonly kind: 'logistic';
      readonly intercept: number;
      readonly slope: number;
    }
  | {
      /** logit = inverseTemperature x logit p. */
      readonly kind: 'temperature';
      readonly inverseTemperature: number;
    }
  | {
      /** logit = c + a ln p - b ln(1 - p), a and b at least 0. */
      readonly kind: 'beta';
      readonly c: number;
      readonly a: number;
      readonly b: number;
    }
  | {
      /** A line through knots, flat outside; reaches 0 and 1, so no input of Kelly or of a log score. */
      readonly kind: 'isotonic';
      readonly values: readonly number[];
      readonly levels: readonly number[];
    }
  | {
      /** Distinct forecasts with weight and mean outcome. */
      readonly kind: 'venn-abers';
      readonly values: readonly number[];
      readonly weights: readonly number[];
      readonly means: readonly number[];
    };

/** `beta-symmetric` is beta with 1/2 as its fixed point ("ab" in Kull et al.). */
export type RecalibrationMethod = Recalibration['kind'] | 'beta-symmetric';

/** Every method by which `touchline calibrate --fit` fits. */
export const RECALIBRATION_METHODS = [
  'logistic',
  'temperature',
  'platt',
  'beta',
  'beta-symmetric',
  'isotonic',
  'venn-abers',
] as const satisfies readonly RecalibrationMethod[];
