import type { MarketIndex } from '../../engine/ids.js';
import type { Strategy, StrategyContext } from '../../engine/strategy.js';
import { PRICE_ONE, type Price, type Shares } from '../../engine/units.js';

/** Trades nothing: a session of it only recovers, reconciles and watches. */
export const watcher = (): Strategy => ({ name: 'watch', version: '1' });

/** Sells whatever is held at the best price that is offered, again and again until nothing is. */
export function flattener(): Strategy {
  const close = (context: StrategyContext, market: MarketIndex): void => {
    const { size } = context.position(market);
    if (size === 0 || context.orders(market).length > 0) return;
    const { bid, ask } = context.book(market);
    const price = size > 0 ? bid : ask;
    // Nobody offers: the next quote is waited for.
    if (price === null || price <= 0 || price >= PRICE_ONE) return;
    context.place({
      market,
      side: size > 0 ? 'sell' : 'buy',
      limit: price as Price,
      size: Math.abs(size) as Shares,
      timeInForce: 'fak',
      reduceOnly: true,
      tag: 'flatten',
    });
  };
  return { name: 'flatten', version: '1', quote: close, book: close };
}
