import { assert } from '../../engine/assert.js';
import { type ConfidenceFactor, isKnown } from './confidence-factor.js';

/** Part of regulation that is left. */
export const timeRemaining: ConfidenceFactor = {
  name: 'time_remaining',
  neutralTenths: 5,
  tenths({ timeRemaining: left }) {
    if (!isKnown(left)) return null;
    if (!(left >= 0 && left <= 1)) assert(false, `time remaining is a part of the game, 0..1, was ${left}`);
    if (left >= 0.75) return 10;
    if (left >= 0.5) return 8;
    if (left >= 0.25) return 6;
    return left >= 0.1 ? 4 : 2;
  },
  describe: ({ timeRemaining: left }) =>
    isKnown(left) ? `${Math.round(left * 1_000) / 1_000} of regulation left` : 'not known',
};
