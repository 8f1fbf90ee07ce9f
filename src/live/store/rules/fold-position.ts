import type { Side } from '../../../engine/events.js';
import type { Usd } from '../../../engine/units.js';

/** Shares held of one instrument and what they cost on average, fees apart. Sold short below 0. */
export interface Position {
  readonly size: number;
  readonly cost: Usd;
}

export const FLAT: Position = { size: 0, cost: 0 as Usd };

/** One execution: `notional` is what its shares cost or fetched. */
export interface Execution {
  readonly side: Side;
  readonly size: number;
  readonly notional: Usd;
}

/** `part / whole` of `amount`, towards zero. */
const share = (amount: number, part: number, whole: number): number =>
  Number((BigInt(amount) * BigInt(part)) / BigInt(whole));

/**
 * A position after one more execution, at average cost: what opens adds its cost, what closes takes the cost
 * away in proportion, towards zero; what closes through zero opens the rest at its own price.
 */
export function foldPosition(before: Position, execution: Execution): Position {
  const sign = execution.side === 'buy' ? 1 : -1;
  const size = sign * execution.size;
  const cost = sign * execution.notional;
  if (before.size * sign >= 0) {
    return { size: before.size + size, cost: (before.cost + cost) as Usd };
  }
  const closing = Math.min(Math.abs(size), Math.abs(before.size));
  const left = before.cost - share(before.cost, closing, Math.abs(before.size));
  const opened = cost - share(cost, closing, Math.abs(size));
  return { size: before.size + size, cost: (left + opened) as Usd };
}
