import type { DecisionRecord, RunResult } from '../engine/run-result.js';
import { closedTrips, gameOf } from '../research/per-game.js';

/** An entry with the score it was given and what became of it. */
export interface ScoredEntry {
  readonly game: string;
  readonly sport: string;
  /** 0..1: the sum of weight x score. */
  readonly confidence: number;
  /** Score of each factor that was known, 0..1. */
  readonly factors: Readonly<Record<string, number>>;
  readonly weights: Readonly<Record<string, number>>;
  /** Net of fees, cents a share: unlike a share of the stake it does not weigh cheap sides more. */
  readonly centsPerShare: number;
}

/** Every closed round trip with the confidence of the decision that opened it; those without one are left out. */
export function scoredEntries(result: RunResult): readonly ScoredEntry[] {
  const decisions = new Map<number, DecisionRecord[]>();
  for (const record of result.decisions) {
    if (record.action !== 'enter' || record.verdict !== 'acted') continue;
    const known = decisions.get(record.market);
    if (known) known.push(record);
    else decisions.set(record.market, [record]);
  }
  return closedTrips(result).flatMap((trip) => {
    const record = decisions.get(trip.market)?.findLast(({ time }) => time <= trip.openedAt);
    if (record === undefined || record.confidence.length === 0) return [];
    const { id, sport } = gameOf(result, trip.market);
    const known = record.confidence.filter((factor) => factor.known);
    return [
      {
        game: id,
        sport,
        confidence: record.confidence.reduce((sum, { weight, score }) => sum + weight * score, 0),
        factors: Object.fromEntries(known.map(({ factor, score }) => [factor, score])),
        weights: Object.fromEntries(record.confidence.map(({ factor, weight }) => [factor, weight])),
        centsPerShare: (100 * trip.pnl) / trip.size,
      },
    ];
  });
}

/** The values of each game together: what functions that cluster by game take. */
export function byGame<Row extends { readonly game: string }, Value>(
  rows: readonly Row[],
  value: (row: Row) => Value,
): readonly (readonly Value[])[] {
  const games = new Map<string, Value[]>();
  for (const row of rows) {
    const known = games.get(row.game);
    if (known) known.push(value(row));
    else games.set(row.game, [value(row)]);
  }
  return [...games.values()];
}
