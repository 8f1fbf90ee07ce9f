import { type ConfidenceFactor, dollars, isKnown } from './confidence-factor.js';

/**
 * How far the price fell, `(baseline - current) / baseline`. Compared by products: prices are whole halves of
 * 1e-4 dollars, so a fall of exactly 15 % reaches the step, which (0.60 - 0.51) / 0.60 in doubles does not.
 * A missing baseline scores 0, as it did in the seed system, not one half.
 */
export const priceDrop: ConfidenceFactor = {
  name: 'price_drop',
  neutralTenths: 0,
  tenths({ baseline, current }) {
    if (!isKnown(baseline) || !isKnown(current)) return null;
    if (baseline <= 0 || current >= baseline) return 0;
    const percent = (baseline - current) * 100;
    if (percent >= 20 * baseline) return 10;
    if (percent >= 15 * baseline) return 9;
    if (percent >= 10 * baseline) return 8;
    if (percent >= 7 * baseline) return 7;
    if (percent >= 5 * baseline) return 6;
    return percent >= 3 * baseline ? 4 : 2;
  },
  describe: ({ baseline, current }) => `from ${dollars(baseline)} to ${dollars(current)}`,
};
