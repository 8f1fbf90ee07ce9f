import { type ConfidenceFactor, dollars, isKnown } from './confidence-factor.js';

/** Spread in cents, as it is paid: the same at every price. A crossed book says nothing: not known. */
export const spreadCents: ConfidenceFactor = {
  name: 'spread_cents',
  neutralTenths: 5,
  tenths({ bid, ask }) {
    if (!isKnown(bid) || !isKnown(ask) || ask < bid) return null;
    const spread = ask - bid;
    if (spread <= 100) return 10;
    if (spread <= 200) return 8;
    if (spread <= 300) return 6;
    return spread <= 500 ? 4 : 2;
  },
  describe: ({ bid, ask }) => `bid ${dollars(bid)}, ask ${dollars(ask)}`,
};
