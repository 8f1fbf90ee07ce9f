import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalCdf } from '../../engine/exact-math.js';
import { prob } from '../../engine/units.js';
import { goalsLeadScore } from './goals.js';
import { type WinModel, winProbability } from './win-probability.js';

const soccer = (homeGoals: number, awayGoals: number): WinModel<'goals'> => ({
  kind: 'goals',
  homeGoals,
  awayGoals,
  overtimeHome: null,
  profile: null,
});

function outcome(model: WinModel<'goals'>, lead: number, remaining: number) {
  const result = winProbability(model, { lead, remaining });
  if (result.kind === 'unsupported') throw new Error(result.reason);
  return result;
}

describe('soccer by Poisson goals, an even rate and no added time', () => {
  it.each([
    ['0-0 at the start', 1.5, 1.2, 0, 0, 0.4415, 0.2548, 0.3037],
    ['1-0 at 45', 1.5, 1.2, 1, 45, 0.7405, 0.1933, 0.0662],
    ['1-0 at 60', 1.5, 1.2, 1, 60, 0.7808, 0.1794, 0.0398],
    ['1-0 at 85', 1.5, 1.2, 1, 85, 0.9405, 0.0575, 0.002],
    ['even sides at the start', 1.35, 1.35, 0, 0, 0.3709, 0.2582, 0.3709],
  ])('%s', (_, homeGoals, awayGoals, lead, minute, home, draw, away) => {
    const result = outcome(soccer(homeGoals, awayGoals), lead, 1 - minute / 90);
    expect(result.home).toBeCloseTo(home, 4);
    expect(result.draw).toBeCloseTo(draw, 4);
    expect(result.away).toBeCloseTo(away, 4);
  });

  it('keeps more goals for later with a rate that rises, and none after the end', () => {
    const even = outcome(soccer(1.5, 1.2), 1, 0.5);
    const rising = outcome({ ...soccer(1.5, 1.2), profile: [45, 55] }, 1, 0.5);
    expect(rising.home).toBeCloseTo(outcome(soccer(1.65, 1.32), 1, 0.5).home, 12);
    expect(rising.home).toBeLessThan(even.home);
    const quarter = outcome({ ...soccer(1.5, 1.2), profile: [45, 55] }, 0, 0.25);
    expect(quarter.draw).toBeCloseTo(outcome(soccer(1.5, 1.2), 0, 0.275).draw, 12);
    expect(outcome({ ...soccer(1.5, 1.2), profile: [45, 55] }, 0, 0)).toMatchObject({ home: 0, draw: 1 });
    expect(outcome({ ...soccer(1.5, 1.2), profile: [45, 55] }, 0, 1)).toEqual(
      outcome(soccer(1.5, 1.2), 0, 1),
    );
  });

  it('sums to one, and rises with the lead', () => {
    const goals = fc.double({ min: 0, max: 9, noNaN: true });
    fc.assert(
      fc.property(
        goals,
        goals,
        fc.integer({ min: -8, max: 8 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (h, a, lead, left) => {
          const now = outcome(soccer(h, a), lead, left);
          expect(now.home + now.draw + now.away).toBeCloseTo(1, 12);
          expect(outcome(soccer(h, a), lead + 1, left).home).toBeGreaterThanOrEqual(now.home - 1e-12);
        },
      ),
    );
  });

  it('refuses half a goal of lead and rates beyond any sport', () => {
    expect(() => outcome(soccer(1, 1), 0.5, 1)).toThrow(/whole goals/);
    expect(() => outcome(soccer(100, 1), 0, 1)).toThrow(/expected goals/);
  });
});

describe('the lead in deviations', () => {
  it('is the lead and the goals to come over the root of all goals to come', () => {
    // One up with half a game left: (1 + .75 - .6) / √1.35.
    expect(goalsLeadScore(soccer(1.5, 1.2), { lead: 1, remaining: 0.5 })).toBeCloseTo(
      1.15 / Math.sqrt(1.35),
      12,
    );
    expect(goalsLeadScore(soccer(1.5, 1.2), { lead: 1, remaining: 0 })).toBeNull();
  });

  it('tells the winner nearly as the model does where many goals are to come', () => {
    const many = soccer(18, 17);
    const z = goalsLeadScore(many, { lead: 2, remaining: 1 }) ?? Number.NaN;
    const { home, draw } = outcome(many, 2, 1);
    expect(home + draw / 2).toBeCloseTo(normalCdf(z), 2);
  });
});

describe('hockey, level games decided in overtime', () => {
  const hockey: WinModel<'goals'> = { ...soccer(3.1, 2.9), overtimeHome: prob(0.5) };
  it.each([
    ['at the start', 0, 60, 0.5318],
    ['one up with 20 minutes', 1, 20, 0.7756],
    ['one up with 5 minutes', 1, 5, 0.9048],
  ])('%s', (_, lead, minutes, home) => {
    const result = outcome(hockey, lead, minutes / 60);
    expect(result.home).toBeCloseTo(home, 4);
    expect(result.draw).toBe(0);
    expect(result.away).toBeCloseTo(1 - home, 4);
  });

  it('is level after 60 minutes with the probability of the reference', () => {
    expect(outcome({ ...hockey, overtimeHome: null }, 0, 1).draw).toBeCloseTo(0.1662, 4);
  });
});
