import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isotonicFit } from '../../strategies/calibration/isotonic.js';
import { binnedError, forecastBins } from './binned-error.js';
import { corp } from './corp.js';
import { countsSample, EXAMPLE_A, EXAMPLE_B, sampleOf } from './example-data.testing.js';
import { smoothError } from './smooth-error.js';

const ones = (n: number): number[] => new Array<number>(n).fill(1);

describe('the isotonic fit', () => {
  it('agrees with isoreg of R', () => {
    expect([...isotonicFit([1, 0, 4, 3, 3, 5, 4, 2, 0], ones(9))]).toEqual([0.5, 0.5, 3, 3, 3, 3, 3, 3, 3]);
  });

  it('agrees with scikit-learn', () => {
    const fit = [...isotonicFit([5, 3, 1, 2, 8, 10, 7, 9, 6, 4], ones(10))];
    expect(fit.slice(0, 4)).toEqual([2.75, 2.75, 2.75, 2.75]);
    for (const level of fit.slice(4)) expect(level).toBeCloseTo(7.3333333, 7);
  });

  it('never falls, keeps the weighted mean, and leaves its own result alone', () => {
    const entry = fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 5 }));
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 40 }), (entries) => {
        const values = entries.map(([value]) => value);
        const weights = entries.map(([, weight]) => weight);
        const fit = isotonicFit(values, weights);
        const total = (of: ArrayLike<number>): number =>
          weights.reduce((sum, weight, i) => sum + weight * (of[i] as number), 0);
        for (let i = 1; i < fit.length; i += 1) expect(fit[i]).toBeGreaterThanOrEqual(fit[i - 1] as number);
        expect(total(fit)).toBeCloseTo(total(values), 9);
        isotonicFit(fit, weights).forEach((level, i) => {
          expect(level).toBeCloseTo(fit[i] as number, 9);
        });
      }),
    );
  });
});

describe('CORP', () => {
  it('agrees with numpy and R on example A', () => {
    const { brier, log, steps } = corp(EXAMPLE_A);
    expect(steps.map(({ level }) => level)).toEqual([0.1, 0.3, 0.8]);
    expect(brier.mcb).toBeCloseTo(0.0066667, 7);
    expect(brier.dsc).toBeCloseTo(0.0866667, 7);
    expect(log.mcb).toBeCloseTo(0.015777648874, 12);
    expect(log.dsc).toBeCloseTo(0.194228434014, 12);
    expect(log.unc).toBeCloseTo(0.673011667009, 12);
  });

  it('pools ties first, as on example B', () => {
    const { brier, steps } = corp(EXAMPLE_B);
    expect(steps.map(({ low, high, rows }) => [low, high, rows])).toEqual([
      [0.1, 0.1, 1],
      [0.2, 0.3, 3],
      [0.4, 0.7, 5],
      [0.8, 0.9, 3],
    ]);
    [0, 1 / 3, 0.6, 1].forEach((level, i) => {
      expect(steps[i]?.level).toBeCloseTo(level, 14);
    });
    expect(brier.mcb).toBeCloseTo(0.0402778, 7);
    expect(brier.dsc).toBeCloseTo(0.0875, 12);
    expect(brier.unc).toBeCloseTo(0.2430556, 7);
  });

  it('splits any score into parts that add up and are not negative', () => {
    const row = fc.tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 0, max: 1 }));
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 60 }), (rows) => {
        const sample = sampleOf(
          rows.map(([p]) => p / 100),
          rows.map(([, y]) => y),
        );
        for (const parts of [corp(sample).brier, corp(sample).log]) {
          expect(parts.mcb).toBeGreaterThanOrEqual(-1e-12);
          expect(parts.dsc).toBeGreaterThanOrEqual(-1e-12);
          expect(parts.mcb - parts.dsc + parts.unc).toBeCloseTo(parts.score, 10);
        }
      }),
    );
  });

  it('scores a certainty that came true without a clip, and one that missed with it', () => {
    expect(corp(sampleOf([0, 1], [0, 1])).log.score).toBeCloseTo(0, 12);
    expect(corp(sampleOf([0, 1], [1, 1])).log.mcb).toBeCloseTo((15 * Math.LN10) / 2, 6);
  });
});

describe('binned errors', () => {
  it('agree with the examples', () => {
    const ten = binnedError(forecastBins(EXAMPLE_A, { kind: 'equal-width', bins: 10 }));
    expect(ten.ece).toBeCloseTo(1 / 15, 12);
    expect(ten.debiasedSquare).toBeCloseTo(-0.01037037, 8);
    expect(ten.debiasedRms).toBe(0);
  });

  it.each([
    ['equal-width', 10, 0.2583333333],
    ['equal-mass', 4, 0.1083333333],
    ['equal-mass', 3, 0.125],
  ] as const)('depend on the bins: %s, %d', (kind, bins, wanted) => {
    expect(binnedError(forecastBins(EXAMPLE_B, { kind, bins })).ece).toBeCloseTo(wanted, 10);
  });

  it('lose their bias', () => {
    const sample = countsSample([
      [0.2, 5, 10],
      [0.8, 6, 10],
    ]);
    const error = binnedError(forecastBins(sample, { kind: 'values' }));
    expect(error.debiasedSquare).toBeCloseTo(0.0377777778, 10);
    expect(error.debiasedRms).toBeCloseTo(0.1943650632, 10);
    expect(error.mce).toBeCloseTo(0.3, 12);
    expect(error.rmsce).toBeCloseTo(Math.sqrt((0.09 + 0.04) / 2), 12);
  });
});

describe('smooth calibration error', () => {
  it.each([
    ['A', EXAMPLE_A, 0.0650037283, 0.0654296875],
    ['B', EXAMPLE_B, 0.0995521382, 0.1005859375],
  ] as const)('agrees with relplot on example %s', (_, sample, error, width) => {
    const smooth = smoothError(sample);
    expect(smooth.width).toBe(width);
    expect(smooth.smoothEce).toBeCloseTo(error, 10);
  });

  it('is zero where the forecasts are the outcomes', () => {
    expect(smoothError(sampleOf([0, 1, 1], [0, 1, 1])).smoothEce).toBe(0);
  });
});
