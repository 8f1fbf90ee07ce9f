import type { Side } from '../../events.js';
import { PRICE_ONE, type Price, type Shares } from '../../units.js';
import type { FeeBase } from './fee-rule.js';

/**
 * Parts of a micro-dollar that exact fees are counted in: rate 1e-6, size 1e-6 and three prices of 1e-4
 * make 1e-24 dollars.
 */
export const PARTS_PER_MICRO_DOLLAR = 10n ** 18n;

/** Base of a fee per share in 1e-12 dollars. */
function baseAt(base: FeeBase, price: Price, side: Side): number {
  const rest = PRICE_ONE - price;
  const premium = side === 'buy' ? price : Math.max(price, rest);
  switch (base) {
    case 'variance':
      return price * rest * PRICE_ONE;
    case 'premium-variance':
      return price * rest * premium;
    case 'premium':
      return premium * PRICE_ONE * PRICE_ONE;
  }
}

/** `rate x size x base` in 1e-18 of a micro-dollar, exact; `rate` in 1e-6 and of either sign. */
export function exactFee(
  rate: number,
  fill: { readonly base: FeeBase; readonly price: Price; readonly size: Shares; readonly side: Side },
): bigint {
  return BigInt(rate) * BigInt(fill.size) * BigInt(baseAt(fill.base, fill.price, fill.side));
}

/**
 * An exact amount of 0 or more as a multiple of `quantum` micro-dollars.
 *
 * @returns micro-dollars.
 */
export function roundExact(
  exact: bigint,
  quantum: number,
  mode: 'floor' | 'ceil' | 'half-up' | 'half-even',
): number {
  const step = BigInt(quantum) * PARTS_PER_MICRO_DOLLAR;
  const whole = exact / step;
  const twice = (exact - whole * step) * 2n;
  const up = {
    floor: false,
    ceil: twice > 0n,
    'half-up': twice >= step,
    'half-even': twice > step || (twice === step && whole % 2n === 1n),
  }[mode];
  return Number(up ? whole + 1n : whole) * quantum;
}
