import { dieboldMariano } from './diebold-mariano.js';
import { type ForecastSample, sumByGame } from './forecast-sample.js';

/** How much better than the market's own price a forecast did. */
export interface Skill {
  /** Forecasts that have a price beside them, and their Brier score. */
  readonly rows: number;
  readonly brier: number;
  /** Brier score of the market at the same moments. */
  readonly brierMarket: number;
  /** 1 - Brier / Brier of the market; above 0 = better. */
  readonly brierSkill: number;
  /** Forecast less market a game: below 0 = better; its test by game. */
  readonly difference: { readonly mean: number; readonly p: number } | null;
}

/**
 * Brier score against the market's mid at the same moment, not against the base rate: whoever cannot beat the
 * mid has nothing to trade on. `market` a row, length `sample.rows`.
 */
export function skillAgainst(sample: ForecastSample, market: ArrayLike<number>): Skill {
  const loss = (p: ArrayLike<number>, i: number): number =>
    ((p[i] as number) - (sample.outcome[i] as number)) ** 2;
  const score = (p: ArrayLike<number>): number =>
    sumByGame(sample, (i) => loss(p, i)).reduce((sum, each) => sum + each, 0) / sample.totalWeight;
  const weights = sumByGame(sample, () => 1);
  const differences = sumByGame(sample, (i) => loss(sample.probability, i) - loss(market, i));
  const test = dieboldMariano([...differences].map((sum, game) => sum / (weights[game] as number)));
  const [brier, brierMarket] = [score(sample.probability), score(market)];
  return {
    rows: sample.rows,
    brier,
    brierMarket,
    brierSkill: 1 - brier / brierMarket,
    difference: test === null ? null : { mean: test.mean, p: test.p },
  };
}
