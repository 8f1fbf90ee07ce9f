import { TouchlineError } from './errors.js';
import type { MarketIndex } from './ids.js';
import type { Micros, Usd } from './units.js';

/** A holding that an account starts with. */
export interface HeldPosition {
  readonly market: MarketIndex;
  /** Signed shares, 1e-6: YES above 0, NO below. */
  readonly size: number;
  /** What it cost, fees apart, 1e-6 dollars: at most a dollar a share. */
  readonly cost: Usd;
  readonly openedAt: Micros;
}

/** @throws ENGINE_POSITION for a holding that cannot be: no shares, a cost that no price gives, an unknown market. */
export function checkPosition({ market, size, cost }: HeldPosition, markets: number): void {
  const fault = !(Number.isInteger(market) && market >= 0 && market < markets)
    ? `there is no market ${market}`
    : !Number.isSafeInteger(size) || size === 0
      ? `its size is a whole number of 1e-6 shares other than 0, was ${size}`
      : !Number.isSafeInteger(cost) || cost < 0 || cost > Math.abs(size)
        ? `its cost is 0 to one dollar a share, was ${cost} for ${size}`
        : null;
  if (fault === null) return;
  throw new TouchlineError('ENGINE_POSITION', `a position to start from is wrong: ${fault}`, {
    where: { market, size, cost },
  });
}
