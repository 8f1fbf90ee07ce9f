import { randomStream } from '../engine/random.js';

/** An entry: the mid of its side when it filled, and whether the side paid, 0..1. */
export interface ForesightRow {
  readonly game: string;
  readonly mid: number;
  readonly outcome: number;
}

/** How much more of the outcomes entries knew than the prices they were made at. */
export interface Foresight {
  readonly entries: number;
  readonly games: number;
  /** Mean outcome less mid, by game, 0..1. */
  readonly advantage: number;
  /** Share of draws in which entries by chance gain as much, were the mids right. */
  readonly p: number;
  /** More than ten points with p below 1 in 1,000: no one is that much better than a market. */
  readonly tooGood: boolean;
}

const TOO_GOOD = 0.1;
const SURE = 0.001;

/**
 * Entries against shuffled labels: outcomes of whole games are drawn anew by the mids at the entries, one uniform
 * number a game. An edge of a few points over a liquid market is a good one; ten say that the outcome was known.
 * `null` without an entry.
 */
export function foresight(rows: readonly ForesightRow[], draws: number): Foresight | null {
  if (rows.length === 0) return null;
  const byGame = new Map<string, ForesightRow[]>();
  for (const row of rows) byGame.set(row.game, [...(byGame.get(row.game) ?? []), row]);
  const games = [...byGame.values()];
  const random = randomStream({ seed: 0, strategy: 'leak-check', market: '', purpose: 'labels' });
  const mean = (outcomeOf: (row: ForesightRow, uniform: number) => number, drawn: boolean): number => {
    let sum = 0;
    for (const own of games) {
      const uniform = drawn ? random.uniform() : 0;
      let each = 0;
      for (const row of own) each += outcomeOf(row, uniform) - row.mid;
      sum += each / own.length;
    }
    return sum / games.length;
  };
  const advantage = mean(({ outcome }) => outcome, false);
  let reached = 0;
  for (let draw = 0; draw < draws; draw += 1) {
    if (mean(({ mid }, uniform) => (uniform < mid ? 1 : 0), true) >= advantage) reached += 1;
  }
  const p = (reached + 1) / (draws + 1);
  return {
    entries: rows.length,
    games: games.length,
    advantage,
    p,
    tooGood: advantage > TOO_GOOD && p < SURE,
  };
}
