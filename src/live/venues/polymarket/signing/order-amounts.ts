import type { Side } from '../../../../engine/events.js';
import type { TimeInForce } from '../../../../engine/strategy.js';
import type { Price, Shares } from '../../../../engine/units.js';

/** What an order gives and takes, in 1e-6 dollars or shares: decimal digits, as they are signed. */
export interface OrderAmounts {
  readonly maker: string;
  readonly taker: string;
}

/** The venue trades in hundredths of a share. */
export const LOT = 10_000 as Shares;

/** Cents, in 1e-6 dollars: what a FOK or FAK purchase spends is a multiple of it. */
const CENT = 10_000n;

interface Terms {
  readonly side: Side;
  readonly limit: Price;
  readonly size: Shares;
  readonly timeInForce: TimeInForce;
}

/**
 * Amounts of an order whose size is a multiple of 0.01 shares.
 *
 * `price x size` then has at most as many decimals as the venue allows at any tick that the price stands on
 * (price decimals + 2), so nothing is rounded. Only a FOK or FAK purchase is: it spends whole cents (rounded down)
 * and asks for as many shares as those buy at the limit, at price decimals + 2, rounded down.
 */
export function orderAmounts({ side, limit, size, timeInForce }: Terms): OrderAmounts {
  const dollars = (BigInt(limit) * BigInt(size)) / 10_000n;
  if (side === 'sell') return { maker: String(size), taker: String(dollars) };
  if (timeInForce !== 'fok' && timeInForce !== 'fak') return { maker: String(dollars), taker: String(size) };
  const spent = dollars - (dollars % CENT);
  const shares = (spent * 10_000n) / BigInt(limit);
  const grain = 10n ** BigInt(4 - priceDecimals(limit));
  return { maker: String(spent), taker: String(shares - (shares % grain)) };
}

/** Digits after the point that a price needs: 0..4. */
function priceDecimals(limit: Price): number {
  return limit % 10 !== 0
    ? 4
    : limit % 100 !== 0
      ? 3
      : limit % 1_000 !== 0
        ? 2
        : limit % 10_000 !== 0
          ? 1
          : 0;
}
