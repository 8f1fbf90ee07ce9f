import { type ConfidenceFactor, dollars, isKnown } from './confidence-factor.js';

/**
 * Where the last prices were going, the other way round than in the seed system: recorded prices turn back more often
 * than they go on (`touchline trend`; docs/confidence.md), so a fall scores high.
 */
export const reversion: ConfidenceFactor = {
  name: 'reversion',
  neutralTenths: 5,
  tenths({ trend: change }) {
    if (!isKnown(change)) return null;
    if (change < -200) return 9;
    if (change < 0) return 7;
    if (change < 200) return 5;
    return change < 500 ? 3 : 1;
  },
  describe: ({ trend: change }) => dollars(change),
};
