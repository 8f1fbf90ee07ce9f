import { SHARES_PER_SHARE } from '../../engine/units.js';
import { type ConfidenceFactor, isKnown } from './confidence-factor.js';

/** Shares that wait in the best five levels of both sides. */
export const volume: ConfidenceFactor = {
  name: 'volume',
  neutralTenths: 5,
  tenths({ depth }) {
    if (!isKnown(depth)) return null;
    if (depth >= 10_000 * SHARES_PER_SHARE) return 10;
    if (depth >= 5_000 * SHARES_PER_SHARE) return 8;
    if (depth >= 1_000 * SHARES_PER_SHARE) return 6;
    return depth >= 100 * SHARES_PER_SHARE ? 4 : 2;
  },
  describe: ({ depth }) =>
    isKnown(depth) ? `${depth / SHARES_PER_SHARE} shares near the touch` : 'not known',
};
