import { describe, expect, it } from 'vitest';
import { poissonOutcome } from './poisson-outcome.js';

describe('poissonOutcome', () => {
  // Independent Poisson for the goals to come, expected 1.5 and 1.2, flat rate, no stoppage.
  const left = (minute: number): readonly [number, number] => [
    (1.5 * (90 - minute)) / 90,
    (1.2 * (90 - minute)) / 90,
  ];

  it.each([
    ['level at the start', 0, 0, [0.4415, 0.2548, 0.3037]],
    ['one up at half-time', 45, 1, [0.7405, 0.1933, 0.0662]],
    ['one up after an hour', 60, 1, [0.7808, 0.1794, 0.0398]],
    ['one up five minutes before the end', 85, 1, [0.9405, 0.0575, 0.002]],
  ] as const)('has the table value %s', (_, minute, lead, wanted) => {
    const [home, away] = left(minute);
    const outcome = poissonOutcome(home, away, lead);
    outcome.forEach((probability, index) => {
      expect(Math.abs(probability - (wanted[index] as number))).toBeLessThan(6e-5);
    });
  });

  it('is symmetric for equal teams', () => {
    const [home, draw, away] = poissonOutcome(1.35, 1.35, 0);
    expect(Math.abs(home - 0.3709)).toBeLessThan(6e-5);
    expect(Math.abs(draw - 0.2582)).toBeLessThan(6e-5);
    expect(away).toBeCloseTo(home, 12);
    const ahead = poissonOutcome(0.8, 1.1, 2);
    expect(poissonOutcome(1.1, 0.8, -2)[2]).toBeCloseTo(ahead[0], 12);
  });

  it('is certain when nothing is left to play', () => {
    expect(poissonOutcome(0, 0, 3)).toEqual([1, 0, 0]);
    expect(poissonOutcome(0, 0, 0)).toEqual([0, 1, 0]);
    expect(poissonOutcome(0, 0, -1)).toEqual([0, 0, 1]);
    expect(poissonOutcome(0.1, 0.1, 40)[0]).toBeCloseTo(1, 12);
  });
});
