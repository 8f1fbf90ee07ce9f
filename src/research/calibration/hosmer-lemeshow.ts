import { chiSquaredTail } from '../special-functions.js';
import type { ForecastBin } from './binned-error.js';

export interface HosmerLemeshow {
  readonly statistic: number;
  readonly groups: number;
  /** Against chi-squared with as many degrees of freedom as groups: the forecasts come from outside. */
  readonly p: number;
  /** With two fewer: the forecasts were fitted to these outcomes. */
  readonly inSampleP: number;
}

/**
 * Hosmer and Lemeshow's statistic Σ (O - E)² / (E (1 - E / n)) over `bins`. A legacy figure: it depends on the
 * groups and on how ties fall, and knows no clusters. `null` where a group expects none or all, or fewer than
 * three groups.
 */
export function hosmerLemeshow(bins: readonly ForecastBin[]): HosmerLemeshow | null {
  const groups = bins.length;
  if (groups < 3 || bins.some(({ forecast }) => forecast <= 0 || forecast >= 1)) return null;
  const statistic = bins.reduce(
    (sum, { weight, forecast, outcome }) =>
      sum + (weight * (outcome - forecast) ** 2) / (forecast * (1 - forecast)),
    0,
  );
  return {
    statistic,
    groups,
    p: chiSquaredTail(statistic, groups),
    inSampleP: chiSquaredTail(statistic, groups - 2),
  };
}
