import { describe, expect, it } from 'vitest';
import type { GameIndex, MarketIndex } from '../../engine/ids.js';
import type { GameView } from '../../engine/strategy.js';
import { ShockMemory } from './shock-memory.js';

const MARKET = 0 as MarketIndex;
const game = (homeScore: number | null, awayScore: number | null) =>
  ({ index: 0 as GameIndex, markets: [MARKET], state: { homeScore, awayScore } }) as unknown as GameView;

describe('what is remembered of scores', () => {
  it('is the mid that held before the price could know', () => {
    const memory = new ShockMemory(1);
    memory.observe(MARKET, 0, 7_000);
    memory.observe(MARKET, 100, 6_400);
    memory.scored(MARKET, 110, 30);
    expect(memory.midBefore(MARKET)).toBe(7_000);
    expect(memory.scoredAt(MARKET)).toBe(110);
  });

  it('begins with the second state: the first one is where the game stands', () => {
    const memory = new ShockMemory(1);
    expect([game(2, 1), game(2, 1), game(2, 3)].map((each) => memory.hear(each))).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('forgets a score that is taken back, and hears nothing where a score is not told', () => {
    const memory = new ShockMemory(1);
    memory.observe(MARKET, 0, 7_000);
    memory.hear(game(0, 0));
    expect(memory.hear(game(1, 0))).toBe(true);
    memory.scored(MARKET, 50, 10);
    expect(memory.hear(game(null, 0))).toBe(false);
    expect(memory.hear(game(0, 0))).toBe(false);
    expect(memory.scoredAt(MARKET)).toBeNaN();
  });

  it('knows no mid before a gap', () => {
    const memory = new ShockMemory(1);
    memory.observe(MARKET, 0, 7_000);
    memory.observe(MARKET, 40, null);
    memory.scored(MARKET, 110, 30);
    expect(memory.midBefore(MARKET)).toBeNaN();
  });
});
