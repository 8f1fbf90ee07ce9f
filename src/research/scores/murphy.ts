import type { ForecastBin } from '../calibration/binned-error.js';

/** Brier score of binned forecasts in parts: score = reliability - resolution + uncertainty + within. */
export interface MurphyDecomposition {
  readonly reliability: number;
  readonly resolution: number;
  readonly uncertainty: number;
  /** Variance within bins less twice the covariance with the outcome: 0 where forecasts in a bin agree. */
  readonly within: number;
  /** The three without the bias of a finite sample (Ferro and Fricker 2012); reliability can fall below 0. */
  readonly corrected: {
    readonly reliability: number;
    readonly resolution: number;
    readonly uncertainty: number;
  };
}

/**
 * Murphy's decomposition over `bins` (A. Murphy, J. Applied Meteorology 12, 1973; the terms within bins after
 * Stephenson et al. 2008; the correction after Ferro and Fricker, QJRMS 138, 2012). With one bin a distinct
 * continuous forecast it degenerates to reliability = score.
 */
export function murphyDecomposition(bins: readonly ForecastBin[]): MurphyDecomposition {
  const total = bins.reduce((sum, bin) => sum + bin.weight, 0);
  const size = bins.reduce((sum, bin) => sum + bin.size, 0);
  const base = bins.reduce((sum, bin) => sum + bin.weight * bin.outcome, 0) / total;
  const mean = (value: (bin: ForecastBin) => number): number =>
    bins.reduce((sum, bin) => sum + (bin.weight / total) * value(bin), 0);
  const reliability = mean((bin) => (bin.forecast - bin.outcome) ** 2);
  const resolution = mean((bin) => (bin.outcome - base) ** 2);
  const uncertainty = base * (1 - base);
  const bias = mean((bin) => (bin.size > 1 ? (bin.outcome * (1 - bin.outcome)) / (bin.size - 1) : 0));
  const corrected = {
    reliability: reliability - bias,
    resolution: resolution - bias + uncertainty / (size - 1),
    uncertainty: (uncertainty * size) / (size - 1),
  };
  return { reliability, resolution, uncertainty, within: mean((bin) => bin.within), corrected };
}
