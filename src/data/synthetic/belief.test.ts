import { describe, expect, it } from 'vitest';
import { randomStream } from '../../engine/random.js';
import { Belief } from './belief.js';
import { testSeason } from './season.testing.js';

const belief = (mispricing: Record<string, number>, outcomes = 2): Belief => {
  const stream = randomStream({ seed: 1, strategy: 'test', market: 'm', purpose: 'noise' });
  return new Belief(testSeason({ mispricing }).mispricing, { outcomes, time: 0, stream });
};
const logit = (p: number): number => Math.log(p / (1 - p));
const first = (values: readonly number[]): number => values[0] as number;

describe('the belief', () => {
  it('is the truth itself when no error is planted', () => {
    const truth = [0.2, 0.5, 0.3];
    const crowd = belief({}, 3);
    crowd.advance(60e6);
    crowd.react([0.3, 0.4, 0.3], truth);
    expect(crowd.of(truth)).toBe(truth);
  });

  it('shrinks the log odds by the favourite-longshot bias', () => {
    for (const p of [0.05, 0.5, 0.8]) {
      expect(logit(first(belief({ favouriteLongshotBias: 0.1 }).of([p, 1 - p])))).toBeCloseTo(
        0.9 * logit(p),
        10,
      );
    }
    const legs = belief({ favouriteLongshotBias: 0.1 }, 3).of([0.7, 0.2, 0.1]);
    expect(first(legs)).toBeLessThan(0.7);
    expect(legs.reduce((sum, leg) => sum + leg, 0)).toBeCloseTo(1, 12);
  });

  it('overshoots a jump of the log odds and halves the excess each half-life', () => {
    const crowd = belief({ overreaction: 0.5, overreactionHalfLifeSeconds: 120 });
    const jump = logit(0.5) - logit(0.7);
    crowd.react([0.7, 0.3], [0.5, 0.5]);
    expect(logit(first(crowd.of([0.5, 0.5])))).toBeCloseTo(0.5 * jump, 10);
    crowd.advance(120e6);
    expect(logit(first(crowd.of([0.5, 0.5])))).toBeCloseTo(0.25 * jump, 10);
  });

  it('has noise of the asked deviation, and half the correlation after a half-life', () => {
    const crowd = belief({ noise: 0.3, noiseHalfLifeSeconds: 60 });
    const path = Array.from({ length: 20_000 }, (_, step) => {
      crowd.advance(step * 60e6);
      return logit(first(crowd.of([0.6, 0.4]))) - logit(0.6);
    });
    const mean = (values: readonly number[]): number =>
      values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = mean(path.map((value) => value * value));
    const lagged = mean(path.slice(1).map((value, step) => value * (path[step] as number)));
    expect(Math.sqrt(variance)).toBeCloseTo(0.3, 1);
    expect(Math.abs(Math.sqrt(variance) - 0.3)).toBeLessThan(0.012);
    expect(Math.abs(lagged / variance - 0.5)).toBeLessThan(0.03);
  });
});
