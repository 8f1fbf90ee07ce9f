import { describe, expect, it } from 'vitest';
import { randomStream } from '../../engine/random.js';
import { backtestOverfitting } from './backtest-overfitting.js';
import {
  deflatedSharpe,
  effectiveTrials,
  expectedMaximum,
  minimumBacktestLength,
  minimumTrackRecord,
  probabilisticSharpe,
  sharpeMoments,
} from './sharpe.js';
import { superiorAbility } from './superior-ability.js';

const normal = { skewness: 0, kurtosis: 3 };
const stream = (purpose: string) => randomStream({ seed: 3, strategy: 'test', market: '', purpose });

/** The generator of Park and Miller, whose sequence the reference values were computed with. */
function minstd(seed: number): () => number {
  let state = seed;
  return () => {
    state = (16_807 * state) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

describe('Sharpe ratios', () => {
  it('have the moments that pypbo and numpy give', () => {
    const series = [0.259, 0.198, 0.364, -0.081, 0.057, 0.055, 0.188, 0.317, 0.24, 0.184, -0.01, 0.526];
    const { skewness, kurtosis } = sharpeMoments(series);
    expect(sharpeMoments(series.map((value) => value - 0.05)).sharpe).toBeCloseTo(0.8343639209671241, 12);
    expect(skewness).toBeCloseTo(0.2270885598, 10);
    // By thirty digits of mpmath.
    expect(kurtosis).toBeCloseTo(2.5861805062, 10);
  });

  it('are as sure as Bailey and López de Prado say', () => {
    const fund = { sharpe: 1.585 / Math.sqrt(12), observations: 24, skewness: -2.448, kurtosis: 10.164 };
    expect(probabilisticSharpe(fund)).toBeCloseTo(0.9132343068848602, 12);
  });

  it('are deflated by the number of trials as in their paper', () => {
    expect(expectedMaximum(45)).toBeCloseTo(2.2356401777, 9);
    expect(expectedMaximum(100)).toBeCloseTo(2.5306028932016846, 12);
    expect(expectedMaximum(1)).toBe(0);
    const found = { sharpe: 2.5 / Math.sqrt(250), observations: 1250, skewness: -3, kurtosis: 10 };
    const deflated = deflatedSharpe(found, { trials: 100, variance: 0.5 / 250 });
    expect(deflated.luckySharpe).toBeCloseTo(0.1132, 4);
    expect(deflated.probability).toBeCloseTo(0.9003968344493903, 10);
    expect(effectiveTrials(100, 0.5)).toBe(50.5);
  });

  it('need a track record as long as theirs', () => {
    const daily = { ...normal, sharpe: 2 / Math.sqrt(250), observations: 0 };
    expect(minimumTrackRecord(daily, 1 / Math.sqrt(250)) / 250).toBeCloseTo(2.7311878017, 9);
    expect(minimumTrackRecord(daily, daily.sharpe)).toBe(Number.POSITIVE_INFINITY);
    expect(minimumBacktestLength(45, 1)).toBeCloseTo(4.9980870044, 9);
  });
});

describe('the probability of backtest overfitting', () => {
  it('agrees with the worked example', () => {
    const next = minstd(42);
    const returns = Array.from({ length: 64 }, () => Array.from({ length: 8 }, () => next() - 0.5));
    expect(returns[0]?.[0]).toBeCloseTo(-0.49967129, 8);
    const found = backtestOverfitting(returns, 8);
    expect(found.splits).toBe(70);
    expect(found.probability).toBeCloseTo(0.4, 12);
    expect(found.lossProbability).toBeCloseTo(0.4428571429, 10);
    expect(found.slope).toBeCloseTo(-0.7096278702, 9);
    expect(found.meanLogit).toBeCloseTo(0.0236700647, 9);
  });

  it('leaves out the first rows that fill no block', () => {
    const next = minstd(42);
    const returns = Array.from({ length: 64 }, () => Array.from({ length: 8 }, () => next() - 0.5));
    const longer = [[9, 9, 9, 9, 9, 9, 9, 9], [-9, 9, -9, 9, -9, 9, -9, 9], ...returns];
    expect(backtestOverfitting(longer, 8)).toEqual(backtestOverfitting(returns, 8));
  });

  it('refuses what cannot be split', () => {
    const fault = expect.objectContaining({ code: 'DATA_OVERFITTING' });
    expect(() => backtestOverfitting([[1, 2]], 2)).toThrow(fault);
    expect(() =>
      backtestOverfitting(
        Array.from({ length: 9 }, () => [1, 2]),
        3,
      ),
    ).toThrow(fault);
  });
});

describe('superior ability', () => {
  const next = minstd(7);
  const advantages = Array.from({ length: 100 }, () => [next() - 0.5, next() - 0.4, next() - 0.7]);
  const found = superiorAbility(advantages, { random: stream('spa'), block: 10 });

  it.each([
    [0, -0.01356925, 0.05762022, -0.56528603, -0.0419515],
    [1, 0.14168566, 0.08490878, 4.86238809, -0.05092562],
    [2, -0.15904057, 0.06849194, -6.07698512, -0.04573828],
  ])(
    'has the mean, variance, statistic and threshold of the worked example: strategy %d',
    (k, mean, variance, studentised, threshold) => {
      expect(found.advantages[k]?.mean).toBeCloseTo(mean, 8);
      expect(found.advantages[k]?.variance).toBeCloseTo(variance, 8);
      expect(found.advantages[k]?.studentised).toBeCloseTo(studentised, 7);
      expect(found.advantages[k]?.threshold).toBeCloseTo(threshold, 8);
    },
  );

  it('sees the strategy that is better, and orders its p-values', () => {
    expect(found.statistic).toBeCloseTo(4.86238809, 7);
    expect(found.p).toBeLessThan(0.01);
    expect(found.realityCheckP).toBeLessThan(0.01);
    expect(found.lowerP).toBeLessThanOrEqual(found.p);
    expect(found.p).toBeLessThanOrEqual(found.upperP);
  });

  it('rejects about as often as said when none is better', () => {
    const random = stream('none');
    let rejected = 0;
    for (let run = 0; run < 120; run += 1) {
      const noise = Array.from({ length: 80 }, () => Array.from({ length: 5 }, () => random.normal()));
      if (superiorAbility(noise, { random, block: 1, resamples: 199 }).p < 0.1) rejected += 1;
    }
    expect(rejected / 120).toBeGreaterThan(0.02);
    expect(rejected / 120).toBeLessThan(0.2);
  });

  it('refuses an advantage that never varies', () => {
    expect(() => superiorAbility([[1], [1], [1]], { random: stream('flat') })).toThrow(/too little/);
  });
});

describe('the best of 200', () => {
  const seasonOf = (edge: number, purpose: string): readonly (readonly number[])[] => {
    const random = stream(purpose);
    return Array.from({ length: 320 }, () =>
      Array.from({ length: 200 }, (_, k) => random.normal() + (k === 0 ? edge : 0)),
    );
  };
  const deflatedBest = (season: readonly (readonly number[])[]): number => {
    const all = Array.from({ length: 200 }, (_, k) => sharpeMoments(season.map((row) => row[k] as number)));
    const mean = all.reduce((sum, { sharpe }) => sum + sharpe, 0) / 200;
    const variance = all.reduce((sum, { sharpe }) => sum + (sharpe - mean) ** 2, 0) / 199;
    const best = all.reduce((top, each) => (each.sharpe > top.sharpe ? each : top));
    return deflatedSharpe(best, { trials: 200, variance }).probability;
  };

  it('random strategies overfits in about half of the splits and deflates to luck', () => {
    const results = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => seasonOf(0, name));
    const mean = (values: readonly number[]): number =>
      values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(
      Math.abs(mean(results.map((season) => backtestOverfitting(season, 8).probability)) - 0.5),
    ).toBeLessThan(0.15);
    expect(Math.abs(mean(results.map(deflatedBest)) - 0.5)).toBeLessThan(0.25);
  });

  it('passes both where one of them has an edge', () => {
    const season = seasonOf(0.4, 'edge');
    expect(backtestOverfitting(season, 8).probability).toBeLessThan(0.05);
    expect(deflatedBest(season)).toBeGreaterThan(0.95);
  });
});
