import { EventKind } from '../../engine/events.js';
import { NO_PRICE, type Tape } from '../../engine/tape.js';
import { type SeasonParameters, seasonSchema } from './season-parameters.js';

const BASE = {
  format: 'synthetic-season/1',
  title: 'test',
  licence: 'MIT',
  seed: 'test',
  startDate: '2026-02-27',
  days: 40,
} as const;

/** A season for tests: no errors of the market, no voids, no gaps, unless asked for. */
export function testSeason(settings: Readonly<Record<string, unknown>> = {}): SeasonParameters {
  return seasonSchema.parse({ ...BASE, ...settings });
}

export interface TestQuote {
  readonly row: number;
  readonly market: number;
  readonly time: number;
  readonly bid: number | null;
  readonly ask: number | null;
}

/** Quotes of a tape as objects, in order; prices in dollars. */
export function quotesOf(tape: Tape): TestQuote[] {
  const dollars = (value: number | undefined): number | null =>
    value === undefined || value === NO_PRICE ? null : value / 10_000;
  const quotes: TestQuote[] = [];
  for (let row = 0; row < tape.length; row += 1) {
    if (tape.kind[row] !== EventKind.quote) continue;
    quotes.push({
      row,
      market: tape.subject[row] as number,
      time: (tape.localTime[row] as number) - (tape.lag[row] as number),
      bid: dollars(tape.priceA[row]),
      ask: dollars(tape.priceB[row]),
    });
  }
  return quotes;
}

export const midOf = (quote: TestQuote): number | null =>
  quote.bid === null || quote.ask === null ? null : (quote.bid + quote.ask) / 2;

/** Mean of values that are independent between clusters only, in standard errors from 0. */
export function clusteredZ(clusters: ReadonlyMap<number, readonly number[]>): number {
  const sums = [...clusters.values()].map((values) => values.reduce((sum, value) => sum + value, 0));
  const total = sums.reduce((sum, value) => sum + value, 0);
  const mean = total / sums.length;
  const variance = sums.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (sums.length - 1);
  return mean / Math.sqrt(variance / sums.length);
}
