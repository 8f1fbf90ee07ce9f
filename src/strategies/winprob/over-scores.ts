/** A number of both sides, home first. */
export interface Score {
  readonly home: number;
  readonly away: number;
}

/** More than any count of games, points, rounds or wins. */
const COUNT_MAX = 1_000;

/**
 * A recursion over the scores of a game, each score worked out once. Scores only rise, so that it ends where
 * `value` answers without asking `next`.
 */
export function overScores(
  value: (score: Score, next: (score: Score) => number) => number,
): (score: Score) => number {
  const known = new Map<number, number>();
  const next = (score: Score): number => {
    const key = score.home * COUNT_MAX + score.away;
    const before = known.get(key);
    if (before !== undefined) return before;
    const result = value(score, next);
    known.set(key, result);
    return result;
  };
  return next;
}
