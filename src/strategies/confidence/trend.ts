import { type ConfidenceFactor, dollars, isKnown } from './confidence-factor.js';

/**
 * Where the last prices were going. A rise scores high, as in the seed system; whether that is the right way
 * round was never shown there.
 */
export const trend: ConfidenceFactor = {
  name: 'trend',
  neutralTenths: 5,
  tenths({ trend: change }) {
    if (!isKnown(change)) return null;
    if (change > 200) return 9;
    if (change > 0) return 7;
    if (change > -200) return 5;
    return change > -500 ? 3 : 1;
  },
  describe: ({ trend: change }) => dollars(change),
};
