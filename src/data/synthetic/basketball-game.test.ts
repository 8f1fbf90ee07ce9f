import { describe, expect, it } from 'vitest';
import { randomStream } from '../../engine/random.js';
import { micros } from '../../engine/units.js';
import { playBasketball } from './basketball-game.js';
import type { Turns } from './possession-model.js';

const start = micros(1_770_000_000_000_000);
const play = (seed: number, turns: Turns = 'counted') =>
  playBasketball(
    { start, expectedMargin: 0, marginSd: 12, turns },
    randomStream({ seed, strategy: 'test', market: 'game', purpose: 'play' }),
  );

describe('a basketball game', () => {
  const games = Array.from({ length: 120 }, (_, seed) => play(seed));

  it('runs its clock down in four quarters of 720 seconds, and never back', () => {
    for (const { moments } of games) {
      const played = moments.map(({ state }) => {
        const period = state.period ?? 0;
        const before = Math.min(period - 1, 4) * 720 + Math.max(0, period - 5) * 300;
        return before + (period > 4 ? 300 : 720) - (state.secondsLeftInPeriod ?? 0);
      });
      expect(played).toEqual([...played].sort((left, right) => left - right));
      expect(moments.every((moment, index) => moment.time >= (moments[index - 1]?.time ?? 0))).toBe(true);
    }
  });

  it('goes on in overtimes of 300 seconds until it is decided', () => {
    const overtimes = games.filter(({ moments }) => moments.some(({ state }) => state.phase === 'overtime'));
    // A tie after regulation has a probability near φ(0) / 12, 3.3 in a hundred.
    expect(overtimes.length).toBeGreaterThan(0);
    expect(overtimes.length).toBeLessThan(13);
    for (const { moments, outcome } of games) {
      const last = moments.at(-1)?.state;
      expect(last?.phase).toBe('final');
      expect((last?.homeScore ?? 0) > (last?.awayScore ?? 0)).toBe(outcome === 0);
      expect(last?.homeScore).not.toBe(last?.awayScore);
      const level = moments.filter(({ state }) => state.period === 4).at(-1)?.state;
      expect(moments.some(({ state }) => state.phase === 'overtime')).toBe(
        level?.homeScore === level?.awayScore,
      );
    }
  });

  it('with open turns is begun by either side, and its probabilities are those that its outcomes have', () => {
    const open = Array.from({ length: 600 }, (_, seed) => play(seed, 'open'));
    const begun = open.filter(({ moments }) => moments[0]?.state.possession === 'home').length;
    expect(Math.abs(begun / 600 - 0.5)).toBeLessThan(0.07);
    // Around the middle of each quarter: the mean of outcome less probability, of one state a game.
    for (const quarter of [1, 2, 3, 4]) {
      const errors = open.map(({ moments, outcome, probabilitiesAt }) => {
        const own = moments.filter(({ state }) => state.period === quarter && state.phase === 'live');
        const middle = own[own.length >> 1] as (typeof moments)[number];
        const wins = outcome === 0 ? 1 : 0;
        return (
          (wins - (probabilitiesAt(middle.time)[0] as number)) * (middle.state.possession === 'home' ? 1 : -1)
        );
      });
      const mean = errors.reduce((sum, value) => sum + value, 0) / errors.length;
      const deviation = Math.sqrt(errors.reduce((sum, value) => sum + value * value, 0)) / errors.length;
      expect(Math.abs(mean / deviation)).toBeLessThan(3);
    }
  });

  it('lasts about as long on the wall as an NBA game, 138 minutes', () => {
    const minutes = games.map(({ end }) => (end - start) / 60e6);
    const mean = minutes.reduce((sum, value) => sum + value, 0) / minutes.length;
    expect(Math.abs(mean - 138)).toBeLessThan(5);
  });
});
