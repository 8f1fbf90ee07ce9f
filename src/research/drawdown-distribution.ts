import { randomStream } from '../engine/random.js';

/** How deep drawdowns get when the same games fall in another order and another luck. */
export interface DrawdownDistribution {
  readonly resamples: number;
  /** Of the deepest fall of summed P&L over games, in the units of the P&L. */
  readonly median: number;
  readonly q95: number;
  readonly q99: number;
  /** Mean share of games at which the sum lay below its peak. */
  readonly underWaterShare: number;
  /** Share of resamples that ever lost this part of the capital from the start. */
  readonly reached: readonly { readonly part: number; readonly probability: number }[];
}

const RESAMPLES = 2_000;
const GUARDS = [0.1, 0.2, 0.3, 0.5] as const;

/**
 * Bootstrap of the maximum drawdown over games: whole games are drawn with replacement and played in the order
 * drawn. Ticks are never torn apart; games are taken for exchangeable. `null` without a game.
 */
export function drawdownDistribution(pnl: readonly number[], capital: number): DrawdownDistribution | null {
  if (pnl.length === 0) return null;
  const random = randomStream({ seed: 0, strategy: 'report', market: '', purpose: 'drawdown' });
  const deepest = new Float64Array(RESAMPLES);
  const reached = GUARDS.map(() => 0);
  let under = 0;
  for (let row = 0; row < RESAMPLES; row += 1) {
    let [sum, peak, least] = [0, 0, 0];
    for (let i = 0; i < pnl.length; i += 1) {
      sum += pnl[random.integer(pnl.length)] as number;
      peak = Math.max(peak, sum);
      least = Math.min(least, sum);
      if (sum < peak) under += 1;
      deepest[row] = Math.max(deepest[row] as number, peak - sum);
    }
    GUARDS.forEach((part, i) => {
      if (-least >= part * capital) reached[i] = (reached[i] as number) + 1;
    });
  }
  deepest.sort();
  const at = (share: number): number => deepest[Math.round(share * (RESAMPLES - 1))] as number;
  return {
    resamples: RESAMPLES,
    median: at(0.5),
    q95: at(0.95),
    q99: at(0.99),
    underWaterShare: under / (RESAMPLES * pnl.length),
    reached: GUARDS.map((part, i) => ({ part, probability: (reached[i] as number) / RESAMPLES })),
  };
}
