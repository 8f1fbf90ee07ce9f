import { type ConfidenceFactor, isKnown } from './confidence-factor.js';

/**
 * The score of the side that would be bought, in standard deviations of what is left to play: one scale for every
 * sport. A side that fell in price although its score is not bad is what a dip is bought for.
 */
export const lead: ConfidenceFactor = {
  name: 'lead',
  neutralTenths: 5,
  tenths({ leadDeviations }) {
    if (!isKnown(leadDeviations)) return null;
    if (leadDeviations >= 0) return 8;
    if (leadDeviations > -0.5) return 7;
    if (leadDeviations > -1) return 5;
    return leadDeviations > -1.5 ? 3 : 1;
  },
  describe: ({ lead: points, leadDeviations }) =>
    isKnown(leadDeviations)
      ? `lead ${points ?? 'not known'}, ${Math.round(leadDeviations * 100) / 100} deviations`
      : 'not known',
};
