import { TouchlineError } from './errors.js';

declare const unit: unique symbol;
type Unit<Name extends string> = number & { readonly [unit]: Name };

/** A price in 1e-4 dollars per share: integer 0..10 000. */
export type Price = Unit<'Price'>;
/** A quantity in 1e-6 shares: a safe integer. */
export type Shares = Unit<'Shares'>;
/** Money in 1e-6 dollars: a safe integer, signed. */
export type Usd = Unit<'Usd'>;
/** An instant in microseconds since 1970-01-01 UTC: a safe integer. */
export type Micros = Unit<'Micros'>;
/** A probability: a double in [0, 1]. Never money. */
export type Prob = Unit<'Prob'>;

/** One dollar per share, the price of a certain outcome. */
export const PRICE_ONE = 10_000 as Price;
export const SHARES_PER_SHARE = 1_000_000;
export const USD_PER_DOLLAR = 1_000_000;
export const ZERO_USD = 0 as Usd;
export const ZERO_SHARES = 0 as Shares;

const fail = (what: string, value: unknown, wanted: string): never => {
  throw new TouchlineError('ENGINE_UNIT', `${what} is ${wanted}, was ${String(value)}`);
};

/** Checks an integer number of 1e-4 dollars. @throws ENGINE_UNIT outside 0..10 000. */
export function price(value: number): Price {
  if (!Number.isInteger(value) || value < 0 || value > PRICE_ONE) {
    return fail('a price', value, 'an integer 0..10000 of 1e-4 dollars');
  }
  return value as Price;
}

/** Checks a number of 1e-6 shares. @throws ENGINE_UNIT unless a safe integer of at least 0. */
export function shares(value: number): Shares {
  if (!Number.isSafeInteger(value) || value < 0) {
    return fail('a size', value, 'a safe integer of 1e-6 shares, 0 or more');
  }
  return value as Shares;
}

/** Checks a number of 1e-6 dollars. @throws ENGINE_UNIT unless a safe integer. */
export function usd(value: number): Usd {
  return Number.isSafeInteger(value)
    ? (value as Usd)
    : fail('money', value, 'a safe integer of 1e-6 dollars');
}

/** Checks a number of microseconds since the epoch. @throws ENGINE_UNIT unless a safe integer. */
export function micros(value: number): Micros {
  return Number.isSafeInteger(value)
    ? (value as Micros)
    : fail('a time', value, 'a safe integer of microseconds');
}

/** Checks a probability. @throws ENGINE_UNIT outside [0, 1] and for NaN. */
export function prob(value: number): Prob {
  return value >= 0 && value <= 1 ? (value as Prob) : fail('a probability', value, 'in [0, 1]');
}

/** The price of the other side of a binary contract: one dollar less this price. */
export function complement(value: Price): Price {
  return (PRICE_ONE - value) as Price;
}

/** How the part of a micro-dollar that cannot be paid is rounded. */
export type Rounding = 'floor' | 'ceil';

/**
 * `price x size` in 1e-6 dollars, exact before it is rounded once.
 *
 * The raw product has the scale 1e-10 and can pass 2^53, so the size is split at 1e4:
 * `price x (high x 1e4 + low) / 1e4 = price x high + price x low / 1e4`, each part safe.
 */
export function notional(value: Price, size: Shares, rounding: Rounding): Usd {
  const high = Math.floor(size / 10_000);
  const low = size - high * 10_000;
  const tail = (value * low) / 10_000;
  return (value * high + (rounding === 'floor' ? Math.floor(tail) : Math.ceil(tail))) as Usd;
}

/** The most shares that `money` buys at `value` each, rounded down. @throws ENGINE_UNIT at price 0. */
export function sharesFor(money: Usd, value: Price): Shares {
  if (value === 0) return fail('a price to buy at', value, 'above 0');
  if (money <= 0) return ZERO_SHARES;
  const result = (BigInt(money) * 10_000n) / BigInt(value);
  return shares(Number(result));
}

/** Rounds a size down to a multiple of `lot`. */
export function floorToLot(size: Shares, lot: Shares): Shares {
  return (lot <= 1 ? size : size - (size % lot)) as Shares;
}

/**
 * Parses a decimal string to an integer number of `10^-decimals`, digit by digit; no float is involved.
 * Accepts `12`, `-0.5`, `.48`. @throws ENGINE_UNIT for anything else and for digits finer than `decimals`.
 */
export function parseDecimal(text: string, decimals: number): number {
  const match = /^(-?)(\d*)(?:\.(\d+))?$/.exec(text);
  const whole = match?.[2] ?? '';
  const fraction = match?.[3] ?? '';
  if (!match || whole.length + fraction.length === 0)
    return fail('a decimal', JSON.stringify(text), 'digits and one point');
  if (/[1-9]/.test(fraction.slice(decimals))) {
    return fail('a decimal', JSON.stringify(text), `at most ${decimals} digits after the point`);
  }
  const scaled = BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, '0'));
  const value = Number(match[1] === '-' ? -scaled : scaled);
  if (!Number.isSafeInteger(value)) return fail('a decimal', JSON.stringify(text), 'within 2^53 units');
  return value === 0 ? 0 : value;
}

/** Parses dollars per share, as `0.57` or `.57`. @throws ENGINE_UNIT outside 0..1 and finer than 1e-4. */
export const parsePrice = (text: string): Price => price(parseDecimal(text, 4));
/** Parses shares, as `12.5`. @throws ENGINE_UNIT below 0 and finer than 1e-6. */
export const parseShares = (text: string): Shares => shares(parseDecimal(text, 6));
/** Parses dollars, as `-3.25`. @throws ENGINE_UNIT when finer than 1e-6. */
export const parseUsd = (text: string): Usd => usd(parseDecimal(text, 6));

/** Writes an integer number of `10^-decimals` with at least `least` digits after the point. */
export function formatDecimal(value: number, decimals: number, least = 0): string {
  const digits = Math.abs(value)
    .toString()
    .padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits
    .slice(digits.length - decimals)
    .replace(/0+$/, '')
    .padEnd(least, '0');
  return `${value < 0 ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Dollars with at least two digits (`0.57`), shares with as many as they need (`12.5`). */
export const formatPrice = (value: Price): string => formatDecimal(value, 4, 2);
export const formatShares = (value: Shares): string => formatDecimal(value, 6);
export const formatUsd = (value: Usd): string => formatDecimal(value, 6, 2);

/** Spans of time in microseconds. */
export const MICROS_PER_MILLISECOND = 1_000;
export const MICROS_PER_SECOND = 1_000_000;
export const MICROS_PER_MINUTE = 60_000_000;
export const MICROS_PER_HOUR = 3_600_000_000;
export const MICROS_PER_DAY = 86_400_000_000;
