import { PRICE_ONE, SHARES_PER_SHARE } from '../../engine/units.js';
import type { BookFields } from './entry-fields.js';
import { inDollars } from './entry-look.js';
import type { EntryTerms, Gate } from './gate.js';

/** Both sides are quoted, not crossed, and close enough. */
export const spreadGate: Gate<EntryTerms<BookFields>> = {
  name: 'spread',
  judge: (look, { entry }) => {
    const { bid, ask } = look.quote;
    const spread = bid === null || ask === null ? null : ask - bid;
    const tight = spread !== null && spread >= 0 && spread <= entry.spreadMax * PRICE_ONE;
    look.verdict(inDollars(spread), entry.spreadMax, tight);
  },
};

/** Somebody asks, with enough shares. */
export const liquidityGate: Gate<EntryTerms<BookFields>> = {
  name: 'liquidity',
  judge: (look, { entry }) => {
    const { ask, askSize } = look.quote;
    const sizeMin = entry.sizeMinShares * SHARES_PER_SHARE;
    const deep = askSize === null ? entry.unknownSize === 'allow' || sizeMin === 0 : askSize >= sizeMin;
    const shares = askSize === null ? Number.NaN : askSize / SHARES_PER_SHARE;
    look.verdict(shares, entry.sizeMinShares, deep && ask !== null);
  },
};
