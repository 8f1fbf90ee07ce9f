import type { TickBand } from '../../../engine/events.js';
import { PRICE_ONE, type Price, price } from '../../../engine/units.js';

/**
 * The CLASSIC ladder of decimal odds in hundredths: from, step.
 * https://docs.developer.betfair.com, "Betting Enums", price increments.
 */
const STEPS: readonly (readonly [from: number, step: number])[] = [
  [101, 1],
  [200, 2],
  [300, 5],
  [400, 10],
  [600, 20],
  [1_000, 50],
  [2_000, 100],
  [3_000, 200],
  [5_000, 500],
  [10_000, 1_000],
];
const LONGEST = 100_000;

/** Every odds of the ladder in hundredths, shortest first: 350 of them. */
export const CLASSIC_ODDS: readonly number[] = STEPS.flatMap(([from, step], index) => {
  const until = STEPS[index + 1]?.[0] ?? LONGEST + step;
  return Array.from({ length: (until - from) / step }, (_, place) => from + place * step);
});
const ON_LADDER = new Set(CLASSIC_ODDS);

/** Odds such as 1.22 in whole hundredths; `null` = not on the ladder. */
export function oddsOf(value: number): number | null {
  const hundredths = Math.round(value * 100);
  return Math.abs(hundredths - value * 100) < 1e-6 && ON_LADDER.has(hundredths) ? hundredths : null;
}

/**
 * Price of a YES share that pays one: 1 / odds, to the nearest 1e-4, halves up. Beyond odds of about 70 neighbours
 * fall on one price.
 */
export const priceOfOdds = (hundredths: number): Price =>
  price(Math.floor((2 * PRICE_ONE * 100 + hundredths) / (2 * hundredths)));

/**
 * The prices that the ladder has, as bands: within a band, `from` plus whole ticks. Bands share their ends. A band
 * between two neighbours is as long as its tick.
 */
export function classicTickBands(): readonly TickBand[] {
  const prices = [...new Set(CLASSIC_ODDS.map(priceOfOdds))].sort((left, right) => left - right);
  const bands: { from: number; to: number; tick: number }[] = [];
  for (let index = 1; index < prices.length; index += 1) {
    const [from, to] = [prices[index - 1] as number, prices[index] as number];
    const last = bands.at(-1);
    if (last?.tick === to - from) last.to = to;
    else bands.push({ from, to, tick: to - from });
  }
  return bands.map((band) => ({ from: price(band.from), to: price(band.to), tick: price(band.tick) }));
}
