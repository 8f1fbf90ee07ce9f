import { describe, expect, it } from 'vitest';
import { randomStream } from '../../engine/random.js';
import { micros } from '../../engine/units.js';
import { goalMeans, playSoccer } from './soccer-game.js';

describe('goalMeans', () => {
  it('splits the goals by the expected difference and keeps their sum', () => {
    expect(goalMeans(2.5, 0.5)).toEqual({ home: 1.5, away: 1 });
    expect(goalMeans(2.7, -8).home).toBeCloseTo(0.2, 12);
    expect(goalMeans(2.7, 8).home).toBeCloseTo(2.5, 12);
  });
});

describe('a soccer game', () => {
  const start = micros(1_770_000_000_000_000);
  const stream = randomStream({ seed: 3, strategy: 'test', market: 'game', purpose: 'play' });
  const path = playSoccer({ start, goals: 2.7, expectedMargin: 0.3, firstHalfShare: 0.45 }, stream);

  it('counts the clock up in two halves with stoppage, a break of 15 minutes between them', () => {
    const at = (phase: string) => path.moments.filter((moment) => moment.state.phase === phase);
    const [half] = at('break');
    const restart = path.moments.find((moment) => moment.state.period === 2);
    expect((restart?.time ?? 0) - (half?.time ?? 0)).toBe(900e6);
    expect(half?.state.secondsElapsedInPeriod).toBeGreaterThanOrEqual(2760);
    expect(half?.state.secondsElapsedInPeriod).toBeLessThanOrEqual(3000);
    expect(at('final')).toHaveLength(1);
    expect(path.moments.at(-1)?.state).toMatchObject({
      phase: 'final',
      period: 2,
      secondsLeftInPeriod: null,
    });
    expect(path.moments.at(-1)?.time).toBe(path.end);
  });

  it('leaves the draw and the leader ever more likely while nothing happens, and stands still in the break', () => {
    const quiet = path.moments.find((moment) => moment.state.phase === 'break')?.time ?? 0;
    expect(path.probabilitiesAt(micros(quiet + 1))).toEqual(path.probabilitiesAt(micros(quiet + 890e6)));
    expect(path.probabilitiesAt(micros(start - 1))).toEqual(path.openingProbabilities);
    const last = path.probabilitiesAt(path.end);
    expect(last[path.outcome]).toBe(1);
  });
});
