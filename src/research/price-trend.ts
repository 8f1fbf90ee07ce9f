import { type ClusteredMean, clusteredMean } from './clustered-mean.js';
import type { Interval } from './interval.js';
import { MINIMUM_CLUSTERS } from './interval.js';
import { studentTQuantile } from './special-functions.js';

/** A move of a favourite's price and what followed it, dollars a share. */
export interface PriceMove {
  readonly game: string;
  readonly past: number;
  readonly next: number;
}

/** Moves of one kind: how far the price had gone, and how far it went on. */
export interface MoveGroup {
  readonly moves: number;
  readonly games: number;
  readonly meanPast: number;
  readonly meanNext: number;
  /** Of `meanNext`, clustered by game; `null` below five games. */
  readonly interval: Interval | null;
}

/** Whether prices go on or turn back. */
export interface PriceTrend {
  readonly falls: MoveGroup | null;
  readonly rises: MoveGroup | null;
  /**
   * Of `next = a + b x past`: above 0 moves go on, below 0 they turn back. Its interval clusters by game (sandwich, CR1);
   * `null` below five games.
   */
  readonly slope: { readonly estimate: number; readonly interval: Interval | null } | null;
}

/** @param least moves smaller than this count for nothing, dollars. */
export function priceTrend(moves: readonly PriceMove[], least: number): PriceTrend {
  const counted = moves.filter(({ past }) => Math.abs(past) >= least - 1e-9);
  return {
    falls: groupOf(counted.filter(({ past }) => past < 0)),
    rises: groupOf(counted.filter(({ past }) => past > 0)),
    slope: slopeOf(counted),
  };
}

function byGame(moves: readonly PriceMove[]): readonly (readonly PriceMove[])[] {
  const games = new Map<string, PriceMove[]>();
  for (const move of moves) {
    const own = games.get(move.game);
    if (own === undefined) games.set(move.game, [move]);
    else own.push(move);
  }
  return [...games.values()];
}

function groupOf(moves: readonly PriceMove[]): MoveGroup | null {
  const next: ClusteredMean | null = clusteredMean(
    byGame(moves).map((game) => game.map((move) => move.next)),
  );
  if (next === null) return null;
  const meanPast = moves.reduce((sum, { past }) => sum + past, 0) / moves.length;
  return {
    moves: moves.length,
    games: next.clusters,
    meanPast,
    meanNext: next.mean,
    interval: next.interval,
  };
}

function slopeOf(moves: readonly PriceMove[], confidence = 0.95): PriceTrend['slope'] {
  if (moves.length < 2) return null;
  const mean = (of: (move: PriceMove) => number): number =>
    moves.reduce((sum, move) => sum + of(move), 0) / moves.length;
  const [pastMean, nextMean] = [mean(({ past }) => past), mean(({ next }) => next)];
  let [squares, products] = [0, 0];
  for (const { past, next } of moves) {
    squares += (past - pastMean) ** 2;
    products += (past - pastMean) * (next - nextMean);
  }
  if (squares === 0) return null;
  const estimate = products / squares;
  const games = byGame(moves);
  if (games.length < MINIMUM_CLUSTERS) return { estimate, interval: null };
  const score = ({ past, next }: PriceMove): number =>
    (past - pastMean) * (next - nextMean - estimate * (past - pastMean));
  const meat = games.reduce((sum, game) => sum + game.reduce((all, move) => all + score(move), 0) ** 2, 0);
  const error = (Math.sqrt(meat) / squares) * Math.sqrt(games.length / (games.length - 1));
  const reach = studentTQuantile((1 + confidence) / 2, games.length - 1) * error;
  return { estimate, interval: { low: estimate - reach, high: estimate + reach, confidence } };
}
