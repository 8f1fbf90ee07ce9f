import { describe, expect, it } from 'vitest';
import { writeCalibrationArtifact } from '../../../strategies/calibration/artifact.js';
import { recalibrate } from '../../../strategies/calibration/recalibrate.js';
import { RECALIBRATION_METHODS } from '../../../strategies/calibration/recalibration.js';
import { vennAbers } from '../../../strategies/calibration/venn-abers.js';
import { countsSample, EXAMPLE_A, EXAMPLE_B, sampleOf } from '../example-data.testing.js';
import { logistic } from '../logistic-fit.js';
import { fitRecalibration } from './fit-recalibration.js';
import { readCalibrationArtifact } from './read-calibration.js';

describe('fits', () => {
  it('of Platt agree with libsvm and scikit-learn', () => {
    const sample = sampleOf([5, -4, 1].map(logistic), [1, 0, 0]);
    const fit = fitRecalibration('platt', sample);
    if (fit.kind !== 'platt') throw new Error(fit.kind);
    expect(fit.a).toBeCloseTo(-0.2026145, 5);
    expect(fit.b).toBeCloseTo(0.6523679, 5);
    const b = fitRecalibration('platt', EXAMPLE_B);
    if (b.kind !== 'platt') throw new Error(b.kind);
    expect(b.a).toBeCloseTo(-0.61044518411, 11);
    expect(b.b).toBeCloseTo(-0.32866537471, 11);
  });

  it.each([
    [EXAMPLE_A, 1.232883822955],
    [EXAMPLE_B, 0.887020435378],
  ])('of temperature agree with the optimiser', (sample, wanted) => {
    const fit = fitRecalibration('temperature', sample);
    expect(fit.kind === 'temperature' && fit.inverseTemperature).toBeCloseTo(wanted, 11);
  });

  it('of beta calibration agree with the regression, in both forms', () => {
    expectBeta(fitRecalibration('beta', EXAMPLE_A), [-2.43897361, 0.040945682424, 3.189334723095]);
    const symmetric = fitRecalibration('beta-symmetric', EXAMPLE_A);
    expectBeta(symmetric, [symmetric.kind === 'beta' ? symmetric.c : 0, 0.445238810683, 2.616467225834]);
    expect(recalibrate(symmetric, 0.5)).toBeCloseTo(0.5, 12);
  });

  it('of beta calibration drop a feature whose coefficient is negative', () => {
    const sample = countsSample([
      [0.1, 3, 10],
      [0.4, 3, 10],
      [0.7, 8, 10],
    ]);
    expectBeta(fitRecalibration('beta', sample), [-1.445314754402, 0, 2.148564170079]);
  });

  it('never lower a forecast that is higher', () => {
    for (const method of RECALIBRATION_METHODS) {
      const map = fitRecalibration(method, EXAMPLE_B);
      const values = Array.from({ length: 99 }, (_, i) => recalibrate(map, (i + 1) / 100));
      values.slice(1).forEach((value, i) => {
        expect(value, method).toBeGreaterThanOrEqual((values[i] as number) - 1e-12);
      });
    }
  });

  it('refuse what they cannot fit by name', () => {
    const certain = sampleOf([0, 0.5, 0.6], [0, 1, 0]);
    const separated = sampleOf([0.1, 0.2, 0.8, 0.9], [0, 0, 1, 1]);
    const fault = expect.objectContaining({ code: 'DATA_CALIBRATION_FIT' });
    expect(() => fitRecalibration('logistic', certain)).toThrow(fault);
    expect(() => fitRecalibration('logistic', separated)).toThrow(fault);
  });
});

function expectBeta(fit: ReturnType<typeof fitRecalibration>, wanted: readonly number[]): void {
  if (fit.kind !== 'beta') throw new Error(fit.kind);
  [fit.c, fit.a, fit.b].forEach((value, i) => {
    expect(value).toBeCloseTo(wanted[i] as number, 9);
  });
}

describe('Venn-Abers on example B', () => {
  const points = fitRecalibration('venn-abers', EXAMPLE_B);
  it.each([
    [0.15, 0, 0.5, 0.3333333333],
    [0.2, 0.25, 0.5, 0.4],
    [0.35, 0.25, 0.6666666667, 0.4705882353],
    [0.5, 0.5, 0.6666666667, 0.5714285714],
    [0.85, 0.5714285714, 1, 0.7],
    [0.95, 0.75, 1, 0.8],
  ])('at %d', (forecast, low, high, probability) => {
    if (points.kind !== 'venn-abers') throw new Error(points.kind);
    const read = vennAbers(points, forecast);
    expect(read.low).toBeCloseTo(low, 10);
    expect(read.high).toBeCloseTo(high, 10);
    expect(read.probability).toBeCloseTo(probability, 10);
    expect(recalibrate(points, forecast)).toBe(read.probability);
  });
});

describe('a calibration in a file', () => {
  const parts = {
    source: { name: 'market', version: '1' },
    input: 'price' as const,
    dataHash: 'a'.repeat(64),
    cutOffMicros: 1_000_000,
    rows: 12,
    games: 12,
    weighting: 'game' as const,
    recalibration: fitRecalibration('logistic', EXAMPLE_B),
  };
  const text = writeCalibrationArtifact(parts);
  const read = (edited: string, gameStart = 1_000_000) =>
    readCalibrationArtifact(edited, { gameStart, file: 'calibration.json' });

  it.each(RECALIBRATION_METHODS)('comes back as it was written: %s', (method) => {
    const recalibration = fitRecalibration(method, EXAMPLE_B);
    expect(read(writeCalibrationArtifact({ ...parts, recalibration }))).toMatchObject({
      ...parts,
      recalibration,
    });
  });

  it('is refused for a game that began before its cut-off', () => {
    expect(() => read(text, 999_999)).toThrow(expect.objectContaining({ code: 'DATA_CALIBRATION_CUTOFF' }));
  });

  it('is refused once it was edited', () => {
    const edited = text.replace('"games": 12', '"games": 13');
    expect(() => read(edited)).toThrow(/changed after it was written/);
  });

  it.each(['{', '{}', text.replace('calibration/1', 'calibration/9')])(
    'is refused when it is none',
    (other) => {
      expect(() => read(other)).toThrow(expect.objectContaining({ code: 'DATA_CALIBRATION' }));
    },
  );
});
