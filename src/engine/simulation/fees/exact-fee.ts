import type { Side } from '../../events.js';
import { PRICE_ONE, type Price, type Shares } from '../../units.js';
import type { FeeBase, FeeRounding } from './fee-rule.js';

type PerFillRounding = Extract<FeeRounding, { readonly kind: 'per-fill' }>;

/**
 * Parts of a micro-dollar that exact fees are counted in: rate 1e-6, size 1e-6 and three prices of 1e-4
 * make 1e-24 dollars.
 */
export const PARTS_PER_MICRO_DOLLAR = 10n ** 18n;

/** What a fee is charged on. */
interface Traded {
  readonly price: Price;
  readonly size: Shares;
  readonly side: Side;
}

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
export function exactFee(rate: number, base: FeeBase, fill: Traded): bigint {
  return BigInt(rate) * BigInt(fill.size) * BigInt(baseAt(base, fill.price, fill.side));
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

/** What a common fee is a whole multiple of: rates of 1e-4, lots of 0.01 share, p(1 - p) of 1e-8. */
const RATE_STEP = 100;
const SIZE_STEP = 10_000;
/** Parts of a micro-dollar in such a product. */
const PRODUCT_PARTS = 100_000_000;

/**
 * `roundExact(exactFee(...))` in plain integers where every product is exact in a double, which is what
 * almost every fill has; else by BigInt.
 */
export function roundedFee(
  rate: number,
  fill: Traded,
  { base, rounding }: { readonly base: FeeBase; readonly rounding: PerFillRounding },
): number {
  const { price, size } = fill;
  const product = (rate / RATE_STEP) * (size / SIZE_STEP) * (price * (PRICE_ONE - price));
  const whole = rate % RATE_STEP === 0 && size % SIZE_STEP === 0 && product <= Number.MAX_SAFE_INTEGER;
  if (!whole || base !== 'variance') {
    return roundExact(exactFee(rate, base, fill), rounding.quantum, rounding.mode);
  }
  const step = rounding.quantum * PRODUCT_PARTS;
  const rest = product % step;
  const steps = (product - rest) / step;
  const up =
    rounding.mode === 'ceil'
      ? rest > 0
      : 2 * rest > step || (2 * rest === step && (rounding.mode === 'half-up' || steps % 2 === 1));
  return (steps + (up ? 1 : 0)) * rounding.quantum;
}
