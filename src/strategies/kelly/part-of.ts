import { type Usd, ZERO_USD } from '../../engine/units.js';

const PART_ONE = 1_000_000_000;

/**
 * A part of an amount of money, rounded down to a micro-dollar; nothing of nothing or of a debt.
 * The part is taken as a whole number of 1e-9, so that 0.1 is a tenth and not the double next to it.
 */
export function partOf(money: Usd, part: number): Usd {
  if (money <= 0 || !(part > 0)) return ZERO_USD;
  return Number((BigInt(money) * BigInt(Math.round(part * PART_ONE))) / BigInt(PART_ONE)) as Usd;
}
