import { describe, expect, it } from 'vitest';
import { generateSeason } from '../data/synthetic/generate-season.js';
import { testSeason } from '../data/synthetic/season.testing.js';
import { priceTrend } from '../research/price-trend.js';
import { bostonGame, steps } from '../strategies/favourite-dip/scenario.testing.js';
import { priceMoves } from './price-moves.js';

const OPTIONS = { back: 5, gap: 0.5, ahead: 5 };
const season = (mispricing: Readonly<Record<string, number>>) =>
  generateSeason(testSeason({ seed: 'moves', days: 20, games: { nba: 60, epl: 60 }, mispricing }));
const slopeOf = (mispricing: Readonly<Record<string, number>>) =>
  priceTrend(priceMoves(season(mispricing), OPTIONS), 0.02).slope?.interval;

describe('moves of prices', () => {
  it('turn back on a season whose crowd overreacts, and do neither on one quoted without error', () => {
    expect(slopeOf({ overreaction: 0.8, overreactionHalfLifeSeconds: 400 })?.high).toBeLessThan(0);
    const fair = slopeOf({});
    expect(fair?.low).toBeLessThan(0);
    expect(fair?.high).toBeGreaterThan(0);
  });

  it('are those of the side that was the favourite, with what followed after the gap', () => {
    // Quoted from minute -90 at .70; from minute 10 at .58, from minute 13 at .60: NO was no favourite.
    const tape = bostonGame(steps([10, 0.58], [13, 0.6])).build();
    const moved = priceMoves(tape, { back: 10, gap: 2, ahead: 5 }).filter(({ past }) => past < -0.05);
    expect(moved).toHaveLength(1);
    expect(moved[0]?.past).toBeCloseTo(-0.12, 12);
    expect(moved[0]?.next).toBeCloseTo(0.02, 12);
  });

  it('leave out a price near its end, where only one kind of what follows can be seen', () => {
    const tape = bostonGame(steps([10, 0.9], [13, 0.87])).build();
    expect(priceMoves(tape, { back: 10, gap: 2, ahead: 5 }).every(({ past }) => past === 0)).toBe(true);
  });
});
