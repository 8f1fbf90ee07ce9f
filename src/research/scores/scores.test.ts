import { describe, expect, it } from 'vitest';
import { forecastBins } from '../calibration/binned-error.js';
import { EXAMPLE_A, EXAMPLE_B, sampleOf } from '../calibration/example-data.testing.js';
import { brierScore } from './brier.js';
import { logLoss } from './log-loss.js';
import { murphyDecomposition } from './murphy.js';
import { rankedLogScore, rankedProbabilityScore } from './ranked-scores.js';

describe('Brier score and log loss', () => {
  it('agree with the examples of scikit-learn', () => {
    expect(brierScore(sampleOf([0.1, 0.9, 0.8, 0.3], [0, 1, 1, 0]))).toBeCloseTo(0.0375, 14);
    const truth = sampleOf([0.9, 0.1, 0.2, 0.65], [1, 0, 0, 1]);
    expect(logLoss(truth).logLoss).toBeCloseTo(0.21616187468057912, 14);
  });

  it('agree with numpy on the two examples', () => {
    expect(brierScore(EXAMPLE_A)).toBeCloseTo(0.16, 14);
    expect(brierScore(EXAMPLE_B)).toBeCloseTo(0.1958333, 7);
    expect(logLoss(EXAMPLE_A).logLoss).toBeCloseTo(0.494560881869, 12);
  });

  it('count the forecasts that the clip moved, and measure the clip where one of them misses', () => {
    const certain = sampleOf([0, 1, 0.5], [1, 1, 0]);
    expect(logLoss(certain, 0)).toEqual({ logLoss: Number.POSITIVE_INFINITY, clipped: 0, clip: 0 });
    const clipped = logLoss(certain, 1e-15);
    expect(clipped.clipped).toBe(2);
    expect(clipped.logLoss).toBeCloseTo((15 * Math.LN10 + Math.LN2) / 3, 9);
  });
});

describe('Ranked scores', () => {
  it('agree with scoringrules without a divisor', () => {
    expect(rankedProbabilityScore([0.01, 0.32, 0.44, 0.23], 2, 'plain')).toBeCloseTo(0.1619, 12);
    expect(rankedLogScore([0.21, 0.31, 0.32, 0.16], 1)).toBeCloseTo(1.064002, 6);
  });

  it.each([
    [[1, 0, 0], 0, 0],
    [[0.8, 0.1, 0.1], 0, 0.025],
    [[0.5, 0.25, 0.25], 0, 0.15625],
    [[0.6, 0.25, 0.15], 0, 0.09125],
    [[0.35, 0.3, 0.35], 1, 0.1225],
  ])('follow the table of Constantinou and Fenton for %j', (probabilities, outcome, wanted) => {
    expect(rankedProbabilityScore(probabilities, outcome, 'football')).toBeCloseTo(wanted, 12);
  });

  it('refuse what does not sum to one', () => {
    expect(() => rankedProbabilityScore([0.5, 0.6], 0, 'plain')).toThrow(/probabilities/);
    expect(() => rankedLogScore([0.5, 0.5], 2)).toThrow(/probabilities/);
  });
});

describe("Murphy's decomposition", () => {
  it('agrees with numpy on example A, with and without the correction of Ferro and Fricker', () => {
    const murphy = murphyDecomposition(forecastBins(EXAMPLE_A, { kind: 'values' }));
    expect(murphy.reliability).toBeCloseTo(0.0066667, 7);
    expect(murphy.resolution).toBeCloseTo(0.0866667, 7);
    expect(murphy.uncertainty).toBeCloseTo(0.24, 12);
    expect(murphy.corrected.reliability).toBeCloseTo(-0.0103704, 7);
    expect(murphy.corrected.resolution).toBeCloseTo(0.0779055, 7);
    expect(murphy.corrected.uncertainty).toBeCloseTo(0.2482759, 7);
  });

  it('adds up to the Brier score with any bins once the terms within bins are counted', () => {
    for (const bins of [1, 2, 3, 5, 10]) {
      const parts = murphyDecomposition(forecastBins(EXAMPLE_B, { kind: 'equal-width', bins }));
      const sum = parts.reliability - parts.resolution + parts.uncertainty + parts.within;
      expect(sum).toBeCloseTo(brierScore(EXAMPLE_B), 12);
    }
  });
});
