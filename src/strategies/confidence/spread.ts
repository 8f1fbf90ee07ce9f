import { type ConfidenceFactor, dollars, isKnown } from './confidence-factor.js';

/** Spread as a part of the best bid, `(ask - bid) / bid`. A crossed book says nothing: not known. */
export const spread: ConfidenceFactor = {
  name: 'spread',
  neutralTenths: 5,
  tenths({ bid, ask }) {
    if (!isKnown(bid) || !isKnown(ask) || ask < bid) return null;
    if (bid === 0) return 3;
    const thousandths = (ask - bid) * 1000;
    if (thousandths <= 5 * bid) return 10;
    if (thousandths <= 10 * bid) return 8;
    if (thousandths <= 20 * bid) return 6;
    return thousandths <= 50 * bid ? 4 : 2;
  },
  describe: ({ bid, ask }) => `bid ${dollars(bid)}, ask ${dollars(ask)}`,
};
