import { describe, expect, it } from 'vitest';
import { type PriceMove, priceTrend } from './price-trend.js';

const move = (game: string, past: number, next: number): PriceMove => ({ game, past, next });

describe('the trend of prices', () => {
  it('is the slope of what followed on what went before, one game one witness', () => {
    // Five games of two moves each, next = half of past turned back, but for one game that went on.
    const moves = ['a', 'b', 'c', 'd'].flatMap((game) => [move(game, -0.1, 0.05), move(game, 0.1, -0.05)]);
    const { slope } = priceTrend([...moves, move('e', -0.1, -0.1), move('e', 0.1, 0.1)], 0.02);
    // Σxy / Σx² = (8 x -.005 + 2 x .01) / (10 x .01) = -.2
    expect(slope?.estimate).toBeCloseTo(-0.2, 12);
    // Scores of a game: 2 x .1 x residual; -.03 x .2 four times (residual ∓.03), and .12 x .2 once.
    const meat = 4 * (0.2 * 0.03) ** 2 + (0.2 * 0.12) ** 2;
    const reach = 2.7764451052 * (Math.sqrt(meat) / 0.1) * Math.sqrt(5 / 4);
    expect(slope?.interval?.high).toBeCloseTo(-0.2 + reach, 9);
    expect(slope?.interval?.low).toBeCloseTo(-0.2 - reach, 9);
  });

  it('tells falls from rises, and leaves out what hardly moved', () => {
    const { falls, rises } = priceTrend(
      [move('a', -0.1, 0.02), move('a', -0.02, 0.04), move('b', -0.01, 1), move('b', 0.05, 0.01)],
      0.02,
    );
    expect(falls).toMatchObject({ moves: 2, games: 1, interval: null });
    expect(falls?.meanPast).toBeCloseTo(-0.06, 12);
    expect(falls?.meanNext).toBeCloseTo(0.03, 12);
    expect(rises).toMatchObject({ moves: 1, meanNext: 0.01 });
  });

  it('is nothing without a move, and has no interval below five games', () => {
    expect(priceTrend([], 0.02)).toEqual({ falls: null, rises: null, slope: null });
    expect(priceTrend([move('a', -0.1, 0.1), move('a', 0.1, 0.1)], 0.02).slope?.interval).toBeNull();
  });
});
