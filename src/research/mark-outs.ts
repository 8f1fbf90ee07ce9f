import { clusteredMean } from './clustered-mean.js';
import type { Interval } from './interval.js';

/** A fill and where the market's mid stood afterwards, all of YES, dollars a share. */
export interface MarkedFill {
  readonly game: string;
  readonly side: 'buy' | 'sell';
  readonly liquidity: 'taker' | 'maker';
  /** Adds to a holding; false = it closes one. */
  readonly opens: boolean;
  readonly price: number;
  /** Shares. */
  readonly size: number;
  /** By horizon; `null` = no mid that could be trusted then. */
  readonly marks: Readonly<Record<string, number | null>>;
}

/** How far the market went the fill's way until a horizon, cents a share; below 0 = against it. */
export interface MarkOut {
  readonly horizon: string;
  readonly liquidity: 'taker' | 'maker';
  /** Fills with a mark, and their games. */
  readonly fills: number;
  readonly games: number;
  /** Fills without. */
  readonly unmarked: number;
  readonly meanCents: number;
  readonly interval: Interval | null;
}

/**
 * Mark-outs: `mid later - price paid` of a purchase, the opposite of a sale, fees apart, one weight a fill, its
 * interval by game. Of a maker it is adverse selection, of a taker what the spread cost and what came of it.
 */
export function markOuts(fills: readonly MarkedFill[], horizons: readonly string[]): readonly MarkOut[] {
  return (['taker', 'maker'] as const).flatMap((liquidity) => {
    const own = fills.filter((fill) => fill.liquidity === liquidity);
    return horizons.flatMap((horizon) => {
      const groups = new Map<string, number[]>();
      for (const { game, side, price, marks } of own) {
        const mark = marks[horizon] ?? null;
        if (mark === null) continue;
        const cents = 100 * (side === 'buy' ? mark - price : price - mark);
        const group = groups.get(game);
        if (group === undefined) groups.set(game, [cents]);
        else group.push(cents);
      }
      const mean = clusteredMean([...groups.values()]);
      if (mean === null) return [];
      const { observations, clusters, mean: meanCents, interval } = mean;
      const unmarked = own.length - observations;
      return [{ horizon, liquidity, fills: observations, games: clusters, unmarked, meanCents, interval }];
    });
  });
}

/** A position that was opened before the start, with the last fair price before it, both of the side held. */
export interface ClosingRow {
  readonly game: string;
  readonly price: number;
  readonly close: number;
}

/** Closing-line value over entries before the start. */
export interface ClosingLineValue {
  readonly entries: number;
  readonly games: number;
  /** Mean of `close / price - 1`, its interval by game, and t = mean / (sd / √G) where a game has one entry. */
  readonly mean: number;
  readonly interval: Interval | null;
  readonly t: number;
  readonly meanCents: number;
  readonly meanLogit: number;
}

const logit = (p: number): number => Math.log(p) - Math.log1p(-p);

/**
 * Did the entries buy below the closing line? An efficient close makes the mean the expected return (Buchdahl).
 * `null` without an entry before a start.
 */
export function closingLineValue(rows: readonly ClosingRow[]): ClosingLineValue | null {
  const meanOf = (of: (row: ClosingRow) => number) => {
    const groups = new Map<string, number[]>();
    for (const row of rows) groups.set(row.game, [...(groups.get(row.game) ?? []), of(row)]);
    return clusteredMean([...groups.values()]);
  };
  const value = meanOf(({ price, close }) => close / price - 1);
  const cents = meanOf(({ price, close }) => 100 * (close - price));
  const logits = meanOf(({ price, close }) => logit(close) - logit(price));
  if (value === null || cents === null || logits === null) return null;
  return {
    entries: value.observations,
    games: value.clusters,
    mean: value.mean,
    interval: value.interval,
    t: value.mean / value.standardErrorCr1,
    meanCents: cents.mean,
    meanLogit: logits.mean,
  };
}
