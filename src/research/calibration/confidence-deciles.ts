import { randomStream } from '../../engine/random.js';
import { clusteredMean } from '../clustered-mean.js';
import type { Interval } from '../interval.js';

/** A decision with its confidence and what a dollar in it brought. */
export interface ConfidenceRow {
  readonly confidence: number;
  readonly game: string;
  /** Whether the side paid, 0..1. */
  readonly outcome: number;
  /** Net gain a dollar paid in. */
  readonly gain: number;
}

/** A mean with its interval by game; `null` = too few games for one. */
export interface DecileFigure {
  readonly value: number;
  readonly interval: Interval | null;
}

/** A tenth of the decisions by confidence; ties stay together, so that it can be more or less than a tenth. */
export interface ConfidenceDecile {
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  readonly games: number;
  readonly meanConfidence: number;
  readonly winRate: DecileFigure;
  readonly gain: DecileFigure;
  /** Where 95 % of the mean gains lie when confidence says nothing: games keep their gains and swap their place. */
  readonly floor: { readonly low: number; readonly high: number };
}

export interface ConfidenceDeciles {
  readonly deciles: readonly ConfidenceDecile[];
  /** Correlation of confidence with gain, and the share of shuffles that reach it either way; `null` = one of the two does not vary. */
  readonly correlation: { readonly value: number; readonly p: number } | null;
  readonly shuffles: number;
}

const DECILES = 10;
const SHUFFLES = 1000;
const CONFIDENCE = 0.95;

/**
 * Does more confidence bring more? Decisions in tenths of confidence, each with its gain by game and what
 * chance alone would show. The shuffles move whole games, so that the ticks of one game stay together.
 */
export function confidenceDeciles(rows: readonly ConfidenceRow[], seed: number): ConfidenceDeciles {
  const sorted = [...rows].sort((a, b) => a.confidence - b.confidence);
  const cuts = cutsOf(sorted.map(({ confidence }) => confidence));
  const shuffled = shuffledGains(sorted, seed);
  const parts = cuts.slice(1).map((end, i) => [cuts[i] as number, end] as const);
  const deciles = parts.map(([begin, end]) =>
    decile(sorted.slice(begin, end), floorOf(shuffled, begin, end)),
  );
  return { deciles, correlation: correlationOf(sorted, shuffled), shuffles: SHUFFLES };
}

/** Where each tenth begins, and the end; equal confidences are never parted. */
function cutsOf(sorted: readonly number[]): readonly number[] {
  const cuts = [0];
  for (let tenth = 1; tenth < DECILES; tenth += 1) {
    let at = Math.round((tenth * sorted.length) / DECILES);
    while (at > 0 && at < sorted.length && sorted[at] === sorted[at - 1]) at += 1;
    if (at > (cuts.at(-1) as number) && at < sorted.length) cuts.push(at);
  }
  return [...cuts, sorted.length];
}

function decile(rows: readonly ConfidenceRow[], floor: ConfidenceDecile['floor']): ConfidenceDecile {
  const figure = (of: (row: ConfidenceRow) => number): DecileFigure => {
    const byGame = new Map<string, number[]>();
    for (const row of rows) byGame.set(row.game, [...(byGame.get(row.game) ?? []), of(row)]);
    const mean = clusteredMean([...byGame.values()]);
    return { value: mean?.mean ?? Number.NaN, interval: mean?.interval ?? null };
  };
  return {
    from: rows[0]?.confidence ?? Number.NaN,
    to: rows.at(-1)?.confidence ?? Number.NaN,
    rows: rows.length,
    games: new Set(rows.map(({ game }) => game)).size,
    meanConfidence: rows.reduce((sum, { confidence }) => sum + confidence, 0) / rows.length,
    winRate: figure(({ outcome }) => outcome),
    gain: figure(({ gain }) => gain),
    floor,
  };
}

/** Gains in the order of confidence, as they stand when whole games have swapped places. */
function shuffledGains(sorted: readonly ConfidenceRow[], seed: number): readonly Float64Array[] {
  const random = randomStream({ seed, strategy: 'confidence', market: '', purpose: 'shuffle' });
  const games = [...new Set(sorted.map(({ game }) => game))];
  const byGame = new Map(games.map((game) => [game, sorted.filter((row) => row.game === game)]));
  return Array.from({ length: SHUFFLES }, () => {
    for (let i = games.length - 1; i > 0; i -= 1) {
      const j = random.integer(i + 1);
      [games[i], games[j]] = [games[j] as string, games[i] as string];
    }
    return Float64Array.from(
      games.flatMap((game) => byGame.get(game) ?? []),
      ({ gain }) => gain,
    );
  });
}

function floorOf(shuffled: readonly Float64Array[], begin: number, end: number): ConfidenceDecile['floor'] {
  const means = Float64Array.from(shuffled, (gains) => {
    let sum = 0;
    for (let i = begin; i < end; i += 1) sum += gains[i] as number;
    return sum / (end - begin);
  }).sort();
  const at = (share: number): number => means[Math.round(share * (means.length - 1))] as number;
  return { low: at((1 - CONFIDENCE) / 2), high: at((1 + CONFIDENCE) / 2) };
}

function correlationOf(
  sorted: readonly ConfidenceRow[],
  shuffled: readonly Float64Array[],
): ConfidenceDeciles['correlation'] {
  const confidence = Float64Array.from(sorted, (row) => row.confidence);
  const value = correlation(
    confidence,
    Float64Array.from(sorted, ({ gain }) => gain),
  );
  if (value === null) return null;
  const reached = shuffled.filter(
    (gains) => Math.abs(correlation(confidence, gains) ?? 0) >= Math.abs(value) - 1e-12,
  ).length;
  return { value, p: (reached + 1) / (shuffled.length + 1) };
}

function correlation(x: Float64Array, y: Float64Array): number | null {
  const mean = (values: Float64Array): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  let [xx, yy, xy] = [0, 0, 0];
  for (let i = 0; i < x.length; i += 1) {
    const [dx, dy] = [(x[i] as number) - mx, (y[i] as number) - my];
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : null;
}
