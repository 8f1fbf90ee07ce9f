import type { EquityPoint } from '../engine/run-result.js';
import type { Micros, Usd } from '../engine/units.js';

/** The deepest fall of equity below its highest point so far. */
export interface Drawdown {
  /** Positive 1e-6 dollars; 0 = equity never fell below its peak. */
  readonly amount: Usd;
  /** `amount` as a share of the peak it fell from, in [0, 1] while equity is not negative. */
  readonly share: number;
  readonly peakAt: Micros | null;
  readonly troughAt: Micros | null;
  /** When equity was back at that peak; `null` = not within the run. */
  readonly recoveredAt: Micros | null;
  /** Longest stretch below a peak, microseconds, an unfinished one counted to the end of the run. */
  readonly longestUnderWaterMicros: number;
  /** Part of the run's time spent below a peak, in [0, 1]. */
  readonly underWaterShare: number;
}

/**
 * Maximum drawdown of equity on liquidation value. The first peak is `capital`: a loss from the first trade
 * on is a drawdown, and gains that were never banked count as peaks.
 */
export function drawdown(curve: readonly EquityPoint[], capital: Usd): Drawdown {
  const start = curve[0]?.time ?? null;
  let peak = { equity: capital, time: start };
  let deepest = { amount: 0, peak, trough: start, recoveredAt: null as Micros | null };
  let underSince: Micros | null = null;
  let under = 0;
  let longest = 0;
  for (const point of curve) {
    if (point.equity >= peak.equity) {
      if (underSince !== null) {
        under += point.time - underSince;
        longest = Math.max(longest, point.time - underSince);
        underSince = null;
        if (deepest.peak === peak) deepest = { ...deepest, recoveredAt: point.time };
      }
      peak = { equity: point.equity, time: point.time };
      continue;
    }
    underSince ??= point.time;
    const amount = peak.equity - point.equity;
    if (amount > deepest.amount) deepest = { amount, peak, trough: point.time, recoveredAt: null };
  }
  const end = curve.at(-1)?.time ?? start;
  if (underSince !== null && end !== null) {
    under += end - underSince;
    longest = Math.max(longest, end - underSince);
  }
  const span = start === null || end === null ? 0 : end - start;
  return {
    amount: deepest.amount as Usd,
    share: deepest.amount === 0 ? 0 : deepest.amount / deepest.peak.equity,
    peakAt: deepest.amount === 0 ? null : deepest.peak.time,
    troughAt: deepest.amount === 0 ? null : deepest.trough,
    recoveredAt: deepest.recoveredAt,
    longestUnderWaterMicros: longest,
    underWaterShare: span === 0 ? 0 : under / span,
  };
}
