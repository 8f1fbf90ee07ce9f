import { normalQuantile } from '../../engine/exact-math.js';
import type { Prob } from '../../engine/units.js';
import type { MarginSituation } from './brownian.js';

/** Prices nearer to even than this many standard deviations say nothing of the deviation. */
const QUANTILE_LEAST = 0.05;

/**
 * The deviation of the margin at which the Brownian model agrees with a price: `(l + f μ) / (√f Φ⁻¹(p))` (Polson,
 * Stern 2015, JQAS 11). Far from the league's own = the price is stale or knows something. `null` near even, at
 * 0 and 1, with nothing left, and where score and price favour different sides.
 */
export function impliedDeviation(
  price: Prob,
  expectedMargin: number,
  { lead, remaining }: MarginSituation,
): number | null {
  const quantile = normalQuantile(price);
  if (remaining <= 0 || !Number.isFinite(quantile) || Math.abs(quantile) < QUANTILE_LEAST) return null;
  const deviation = (lead + remaining * expectedMargin) / (Math.sqrt(remaining) * quantile);
  return deviation > 0 ? deviation : null;
}
