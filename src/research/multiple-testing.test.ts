import { expect, it } from 'vitest';
import { benjaminiHochbergAdjusted, holmAdjusted } from './multiple-testing.js';

const P_VALUES = [0.01, 0.04, 0.03, 0.005, 0.2];

it('adjusts as p.adjust of R does', () => {
  benjaminiHochbergAdjusted(P_VALUES).forEach((p, i) => {
    expect(p).toBeCloseTo([0.025, 0.05, 0.05, 0.025, 0.2][i] as number, 12);
  });
  holmAdjusted(P_VALUES).forEach((p, i) => {
    expect(p).toBeCloseTo([0.04, 0.09, 0.09, 0.025, 0.2][i] as number, 12);
  });
});
