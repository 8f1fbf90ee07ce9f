import type { MarketIndex } from '../../engine/ids.js';
import type { RandomStream } from '../../engine/random.js';
import type { OrderIntent, Strategy, StrategyContext } from '../../engine/strategy.js';
import { type Micros, price, shares } from '../../engine/units.js';

const MINUTE = 60_000_000;

/**
 * Trades for the sake of trading: every kind of order, both sides, cancels and exits, at a rate that meets limits
 * now and then. It means to make no money.
 *
 * @param stopAt from here on it only cancels, so that everything can settle.
 */
export function busyTrader(stopAt: Micros): Strategy {
  const streams = new Map<MarketIndex, RandomStream>();
  const rollIn = (context: StrategyContext, market: MarketIndex): number => {
    const stream = streams.get(market) ?? context.random(market, 'trade');
    streams.set(market, stream);
    return stream.integer(60);
  };
  return {
    name: 'busy-trader',
    version: '1',
    quote(context, market) {
      const roll = rollIn(context, market);
      const [open] = context.orders(market);
      const isOver = context.now >= stopAt;
      if (open !== undefined) {
        if (roll < 4 || isOver) context.cancel(open.id);
        return;
      }
      if (roll === EVERYWHERE && !isOver) placeEverywhere(context);
      const order = isOver ? null : wish(context, market, roll);
      if (order !== null) context.place(order);
    },
  };
}

/** A roll at which it quotes in every market that has none of its orders: several leave at once. */
const EVERYWHERE = 12;
const MAKER_BID = 9;

function placeEverywhere(context: StrategyContext): void {
  for (let index = 0; index < context.marketCount; index += 1) {
    const market = index as MarketIndex;
    if (context.orders(market).length > 0) continue;
    const order = wish(context, market, MAKER_BID);
    if (order !== null) context.place(order);
  }
}

function wish(context: StrategyContext, market: MarketIndex, roll: number): OrderIntent | null {
  const { bid, ask } = context.book(market);
  if (bid === null || ask === null || bid >= ask || bid < 400 || ask > 9_600) return null;
  const { size: held } = context.position(market);
  const size = shares((5 + (roll % 7)) * 1_000_000);
  const plain = { market, size, reduceOnly: false, tag: 'entry' } as const;
  if (held !== 0 && roll < 6) {
    const side = held > 0 ? 'sell' : 'buy';
    const impatient = roll < 4;
    const limit = (side === 'sell') === impatient ? bid : ask;
    const timeInForce = impatient ? 'fak' : 'gtc';
    return {
      ...plain,
      side,
      limit,
      size: shares(Math.abs(held)),
      timeInForce,
      reduceOnly: true,
      tag: 'exit',
    };
  }
  switch (roll) {
    case 6:
      return { ...plain, side: 'buy', limit: ask, timeInForce: 'fak' };
    case 7:
      return { ...plain, side: 'sell', limit: bid, timeInForce: 'fak' };
    case 8:
      return { ...plain, side: 'buy', limit: ask, timeInForce: 'fok' };
    case MAKER_BID:
      return { ...plain, side: 'buy', limit: bid, timeInForce: 'gtc', postOnly: true };
    case 10:
      return { ...plain, side: 'sell', limit: ask, timeInForce: 'gtc' };
    case 11: {
      const expiresAt = (context.now + 5 * MINUTE) as Micros;
      return { ...plain, side: 'buy', limit: price(bid - 100), timeInForce: 'gtd', expiresAt };
    }
    default:
      return null;
  }
}
