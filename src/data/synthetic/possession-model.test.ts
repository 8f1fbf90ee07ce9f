import { describe, expect, it } from 'vitest';
import { normalCdf, normalQuantile } from '../../engine/exact-math.js';
import { OVERTIME_POSSESSIONS, POSSESSIONS, scoringRates, winProbability } from './possession-model.js';

/** Stern 1994: P = Φ((lead + f mu) / (s √f)), f the share of the game that is left. */
const stern = (lead: number, left: number, game: { mu: number; sd: number }): number =>
  normalCdf((lead + left * game.mu) / (game.sd * Math.sqrt(left)));

describe('the possession model', () => {
  it('agrees with the published values of the Brownian formula, s = 12', () => {
    const expectedFive = winProbability(scoringRates(5, 12)).regulation;
    expect(Math.abs(expectedFive.at(0, 0) - 0.6615)).toBeLessThan(0.01);
    const expectedThree = winProbability(scoringRates(3, 12)).regulation;
    const sixMinutesLeft = POSSESSIONS - 16;
    expect(Math.abs(expectedThree.at(sixMinutesLeft, 8) - 0.9758)).toBeLessThan(0.01);
  });

  it('agrees with the Brownian formula at every quarter and lead to two points in a hundred', () => {
    const game = { mu: 4.87, sd: 12 };
    const table = winProbability(scoringRates(game.mu, game.sd)).regulation;
    for (const played of [0, 32, 64, 96]) {
      for (const lead of [-10, -5, 0, 2, 10]) {
        const difference = table.at(played, lead) - stern(lead, 1 - played / POSSESSIONS, game);
        expect(Math.abs(difference), `${lead} after ${played}`).toBeLessThan(0.02);
      }
    }
  });

  it('with open turns gives the ball half of a possession, whoever began the quarter', () => {
    // 126 (5.5 h - 5.29 h²) = 144 at h .7527: 2.3 h are 1.731 points a possession, half of one .866.
    const { regulation } = winProbability(scoringRates(0, 12, 'open'), 'open');
    const worth = (played: number, starter: 'home' | 'away'): number => {
      const left = 1 - played / POSSESSIONS;
      return normalQuantile(regulation.at(played, 0, starter)) * 12 * Math.sqrt(left);
    };
    for (const quarter of [0, 32, 64]) {
      expect(worth(quarter + 16, 'home')).toBeCloseTo(0.866, 1);
      expect(worth(quarter + 17, 'home')).toBeCloseTo(-0.866, 1);
      expect(worth(quarter + 16, 'away')).toBeCloseTo(-0.866, 1);
      expect(worth(quarter + 17, 'away')).toBeCloseTo(0.866, 1);
      expect(regulation.between(quarter, 0)).toBeCloseTo(0.5, 12);
    }
  });

  it('gives equal teams one half, in regulation and in overtime', () => {
    const { regulation, overtime } = winProbability(scoringRates(0, 12));
    expect(regulation.at(0, 0)).toBeCloseTo(0.5, 12);
    expect(overtime.at(0, 0)).toBeCloseTo(0.5, 12);
  });

  it('has an overtime that starts where a tie leaves off, any number of times', () => {
    const { regulation, overtime } = winProbability(scoringRates(6, 12));
    expect(regulation.at(POSSESSIONS, 0)).toBe(overtime.at(OVERTIME_POSSESSIONS, 0));
    expect(overtime.at(OVERTIME_POSSESSIONS, 0)).toBeCloseTo(overtime.at(0, 0), 12);
    expect([overtime.at(OVERTIME_POSSESSIONS, 1), overtime.at(3, -400), overtime.at(3, 400)]).toEqual([
      1, 0, 1,
    ]);
  });

  it('has rates for every margin and deviation that a season can ask for', () => {
    for (const sd of [9, 13]) {
      for (const margin of [-20, 20]) {
        const { home, away } = scoringRates(margin, sd);
        expect(Math.max(home, away)).toBeLessThan(1);
        expect(Math.min(home, away)).toBeGreaterThan(0);
      }
    }
    expect(() => scoringRates(90, 12)).toThrow(/no scoring rates for a margin of 90/);
  });

  it('has the asked mean and deviation of the margin, from the moments of a possession', () => {
    const rates = scoringRates(7, 11);
    const mean = (rate: number): number => rate * 2.3;
    const variance = (rate: number): number => rate * (4 * 0.7 + 9 * 0.3) - mean(rate) ** 2;
    expect(64 * (mean(rates.home) - mean(rates.away))).toBeCloseTo(7, 10);
    expect(Math.sqrt(64 * (variance(rates.home) + variance(rates.away)))).toBeCloseTo(11, 1);
  });
});
