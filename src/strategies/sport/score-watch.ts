import type { GameIndex } from '../../engine/ids.js';
import type { GameView } from '../../engine/strategy.js';

/** What a state says of the score beside the one before: a side has scored, or a score was taken back. */
export type ScoreNews = 'scored' | 'corrected';

/** Hears of scores, by the points of both sides together. */
export class ScoreWatch {
  /** Absent = not heard yet. */
  readonly #points = new Map<GameIndex, number>();

  /** `null` = nothing new, no score told, or the first one: that is where the game stands. */
  hear({ index, state }: GameView): ScoreNews | null {
    if (state === null || state.homeScore === null || state.awayScore === null) return null;
    const points = state.homeScore + state.awayScore;
    const before = this.#points.get(index);
    this.#points.set(index, points);
    if (before === undefined || points === before) return null;
    return points > before ? 'scored' : 'corrected';
  }
}
