import { describe, expect, it } from 'vitest';
import { forecastBins } from './binned-error.js';
import { coxCalibration } from './cox.js';
import { dieboldMariano } from './diebold-mariano.js';
import { countsSample, EXAMPLE_A, EXAMPLE_B, rowsOf, sampleOf } from './example-data.testing.js';
import { forecastSample } from './forecast-sample.js';
import { hosmerLemeshow } from './hosmer-lemeshow.js';
import { meanErrorTest, spiegelhalterTest } from './spiegelhalter.js';

describe("Spiegelhalter's test", () => {
  it('agrees with R on example A', () => {
    const test = spiegelhalterTest(EXAMPLE_A);
    expect(test?.z).toBeCloseTo(-0.597614, 6);
    expect(test?.p).toBeCloseTo(0.550097, 6);
  });

  it('counts a game once by cluster, however often its rows are repeated', () => {
    const rows = rowsOf([0.3, 0.6, 0.8, 0.2, 0.7], [1, 1, 0, 0, 1]);
    const once = spiegelhalterTest(forecastSample(rows, 'row'));
    const often = spiegelhalterTest(forecastSample([...rows, ...rows, ...rows], 'row'));
    expect(often?.clusteredZ).toBeCloseTo(once?.clusteredZ ?? Number.NaN, 12);
    expect(often?.z).toBeCloseTo((once?.z ?? Number.NaN) * Math.sqrt(3), 12);
  });

  it('says nothing where every forecast is one half', () => {
    expect(spiegelhalterTest(sampleOf([0.5, 0.5], [0, 1]))).toBeNull();
  });
});

describe('the mean error', () => {
  it('is nothing on example A, where forecasts and outcomes sum to 12', () => {
    expect(meanErrorTest(EXAMPLE_A)?.z).toBeCloseTo(0, 12);
  });
});

describe('Hosmer and Lemeshow', () => {
  it('agrees with R on example A, with the degrees of freedom of forecasts from outside', () => {
    const test = hosmerLemeshow(forecastBins(EXAMPLE_A, { kind: 'equal-mass', bins: 3 }));
    expect(test?.statistic).toBeCloseTo(0.892857, 6);
    expect(test?.p).toBeCloseTo(0.827151, 6);
    expect(test?.inSampleP).toBeCloseTo(0.344704, 6);
  });

  it('is undefined where a group expects none', () => {
    const sample = sampleOf([0, 0.4, 0.6], [0, 1, 0]);
    expect(hosmerLemeshow(forecastBins(sample, { kind: 'values' }))).toBeNull();
  });
});

describe("Cox's regression", () => {
  it('agrees with R on example A', () => {
    const cox = coxCalibration(EXAMPLE_A);
    expect(cox?.intercept).toBeCloseTo(0.0424705, 7);
    expect(cox?.slope).toBeCloseTo(1.2388434, 7);
    expect(cox?.standardErrors[0]).toBeCloseTo(0.458728, 6);
    expect(cox?.standardErrors[1]).toBeCloseTo(0.469166, 6);
    expect(cox?.likelihoodRatio.statistic).toBeCloseTo(0.28541054, 8);
    expect(cox?.likelihoodRatio.p).toBeCloseTo(0.867009565, 8);
    expect(cox?.inTheLarge).toBeCloseTo(0, 9);
  });

  it('gives calibration in the large of example B', () => {
    expect(coxCalibration(EXAMPLE_B)?.inTheLarge).toBeCloseTo(0.420108458497, 10);
  });

  it('does not gain from repeated rows of one game, as the errors of independent rows do', () => {
    const { probability, outcome } = EXAMPLE_A;
    const rows = rowsOf([...probability], [...outcome]);
    const once = coxCalibration(forecastSample(rows, 'row'));
    const often = coxCalibration(forecastSample([...rows, ...rows, ...rows, ...rows], 'row'));
    expect(often?.slope).toBeCloseTo(once?.slope ?? Number.NaN, 9);
    expect(often?.clusteredErrors[1]).toBeCloseTo(once?.clusteredErrors[1] ?? Number.NaN, 9);
    expect(often?.standardErrors[1]).toBeCloseTo((once?.standardErrors[1] ?? Number.NaN) / 2, 9);
  });

  it('has the sandwich of a mean where the fit is one: a single forecast level in the large', () => {
    // With G one-row games the sandwich of the intercept alone is known: 1 / (n p q) x G / (G - 1).
    const cox = coxCalibration(
      countsSample([
        [0.25, 1, 4],
        [0.75, 3, 4],
      ]),
    );
    expect(cox?.intercept).toBeCloseTo(0, 9);
    expect(cox?.slope).toBeCloseTo(1, 9);
    expect(cox?.clusteredErrors[0]).toBeCloseTo(Math.sqrt((1 / (8 * 0.1875)) * (8 / 7)), 9);
  });

  it('leaves out forecasts of 0 and 1 and counts them; says nothing where outcomes are separated', () => {
    const mixed = sampleOf([0, 0.3, 0.6, 0.4, 0.7, 1], [0, 0, 0, 1, 1, 1]);
    expect(coxCalibration(mixed)?.excluded).toBe(2);
    expect(coxCalibration(sampleOf([0.1, 0.2, 0.8, 0.9], [0, 0, 1, 1]))).toBeNull();
    expect(coxCalibration(sampleOf([0.5, 0.5, 0.5], [0, 1, 1]))).toBeNull();
    expect(coxCalibration(sampleOf([0.5, 0.2, 0.5], [1, 1, 1]))).toBeNull();
  });
});

describe('Diebold and Mariano', () => {
  const differences = [0.1, -0.2, 0.3, 0.05, -0.1, 0.2, 0.15, -0.05];

  it('agrees with the worked figures at one step', () => {
    const test = dieboldMariano(differences, 1);
    expect(test?.mean).toBeCloseTo(0.05625, 12);
    expect(test?.variance).toBeCloseTo(0.003002929687, 11);
    expect(test?.statistic).toBeCloseTo(1.0264787073, 10);
    expect(test?.corrected).toBeCloseTo(0.9601829094, 10);
    expect(test?.p).toBeCloseTo(0.3689469824, 10);
  });

  it('agrees with the worked figures at two steps', () => {
    const test = dieboldMariano(differences, 2);
    expect(test?.statistic).toBeCloseTo(5.8787753827, 9);
    expect(test?.corrected).toBeCloseTo(4.7623523599, 9);
    expect(test?.p).toBeCloseTo(0.0020538501, 10);
  });

  it("falls back to Bartlett's kernel where the rectangular one gives a negative variance", () => {
    const test = dieboldMariano(differences, 3);
    expect(test?.kernel).toBe('bartlett');
    expect(test?.variance).toBeCloseTo(0.000472005208, 12);
  });

  it('says nothing of differences that agree', () => {
    expect(dieboldMariano([0.1, 0.1, 0.1])).toBeNull();
  });
});

describe('rows that cannot be scored', () => {
  const row = { probability: 0.5, outcome: 1, game: 'a', contract: null };
  it.each([
    [{ ...row, outcome: 0.5 }, 'DATA_FRACTIONAL_OUTCOME'],
    [{ ...row, outcome: 2 }, 'DATA_OUTCOME'],
    [{ ...row, outcome: Number.NaN }, 'DATA_OUTCOME'],
    [{ ...row, probability: 1.2 }, 'DATA_PROBABILITY'],
    [{ ...row, probability: Number.NaN }, 'DATA_PROBABILITY'],
  ])('are refused by name: %j', (bad, code) => {
    expect(() => forecastSample([row, bad], 'game')).toThrow(expect.objectContaining({ code }));
  });

  it('are no rows at all', () => {
    expect(() => forecastSample([], 'game')).toThrow(expect.objectContaining({ code: 'DATA_NO_ROWS' }));
  });
});
