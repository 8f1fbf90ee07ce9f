import { describe, expect, it } from 'vitest';
import { micros } from '../../engine/units.js';
import { parseCalibrationArtifact, writeCalibrationArtifact } from './artifact.js';
import { calibratedBelief } from './calibrated-belief.js';

const CUT_OFF = 1_000_000;
const artifact = (input: 'price' | 'probability' | 'confidence', intercept = Math.log(2)) =>
  parseCalibrationArtifact(
    writeCalibrationArtifact({
      source: { name: 'test', version: '1' },
      input,
      dataHash: 'b'.repeat(64),
      cutOffMicros: CUT_OFF,
      rows: 10,
      games: 10,
      weighting: 'game',
      recalibration: { kind: 'logistic', intercept, slope: 1 },
    }),
    'test.json',
  );
const ask = {
  side: 'yes' as const,
  mid: 0.5,
  probability: 0.25,
  confidence: 0.8,
  gameStart: micros(CUT_OFF),
};

describe('a calibrated belief', () => {
  it('doubles the odds of what the calibration is fed', () => {
    // Odds 1, 1/3 and 4 doubled: 2, 2/3 and 8.
    expect(calibratedBelief(artifact('price'), ask)).toBeCloseTo(2 / 3, 12);
    expect(calibratedBelief(artifact('probability'), ask)).toBeCloseTo(2 / 5, 12);
    expect(calibratedBelief(artifact('confidence'), ask)).toBeCloseTo(8 / 9, 12);
  });

  it('of NO by a calibration of prices is what YES leaves: both sides sum to one', () => {
    const yes = calibratedBelief(artifact('price'), { ...ask, mid: 0.3 });
    const no = calibratedBelief(artifact('price'), { ...ask, side: 'no', mid: 0.7 });
    expect(Number(yes) + Number(no)).toBeCloseTo(1, 12);
  });

  it('is none for a game that began before the cut-off, or whose start is not known', () => {
    expect(calibratedBelief(artifact('price'), { ...ask, gameStart: micros(CUT_OFF - 1) })).toBe(
      'calibration-cut-off',
    );
    expect(calibratedBelief(artifact('price'), { ...ask, gameStart: null })).toBe('calibration-cut-off');
  });

  it('is none where its input is missing', () => {
    expect(calibratedBelief(artifact('price'), { ...ask, mid: null })).toBe('no-mid');
    expect(calibratedBelief(artifact('probability'), { ...ask, probability: null })).toBe('no-probability');
    expect(calibratedBelief(artifact('confidence'), { ...ask, confidence: null })).toBe('no-confidence');
  });
});
