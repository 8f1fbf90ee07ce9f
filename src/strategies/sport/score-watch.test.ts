import { describe, expect, it } from 'vitest';
import type { GameIndex } from '../../engine/ids.js';
import type { GameView } from '../../engine/strategy.js';
import { ScoreWatch } from './score-watch.js';

const game = (homeScore: number | null, awayScore: number | null, index = 0) =>
  ({ index: index as GameIndex, state: { homeScore, awayScore } }) as unknown as GameView;

describe('what is heard of scores', () => {
  it('begins with the second state, tells a score from a correction, and nothing where none is told', () => {
    const watch = new ScoreWatch();
    const states = [game(2, 1), game(2, 1), game(2, 3), game(null, 3), game(2, 3), game(2, 1), game(3, 3)];
    expect(states.map((state) => watch.hear(state))).toEqual([
      null,
      null,
      'scored',
      null,
      null,
      'corrected',
      'scored',
    ]);
  });

  it('keeps games apart', () => {
    const watch = new ScoreWatch();
    watch.hear(game(0, 0, 1));
    expect(watch.hear(game(1, 0, 2))).toBeNull();
    expect(watch.hear(game(1, 0, 1))).toBe('scored');
  });
});
