import type { MarketIndex, OrderId } from '../engine/ids.js';
import type { Strategy, StrategyContext } from '../engine/strategy.js';
import { MICROS_PER_SECOND, type Micros, PRICE_ONE, price, shares } from '../engine/units.js';

/**
 * Rests a bid below the market and cancels it a minute later: it touches what a taker never does, cancels
 * and the fees of a maker.
 */
export function restingProbe(market: MarketIndex, limit: number): () => Strategy {
  return () => {
    let order: OrderId | null = null;
    return {
      name: 'resting-probe',
      version: '1',
      quote(context: StrategyContext, index: MarketIndex): void {
        if (index !== market || order !== null) return;
        order = context.place({
          market,
          side: 'buy',
          limit: price(limit),
          size: shares(10_000_000),
          timeInForce: 'gtc',
          reduceOnly: false,
          tag: 'rest',
        });
        context.timer((context.now + 60 * MICROS_PER_SECOND) as Micros, 'cancel');
      },
      timer(context: StrategyContext): void {
        if (order !== null) context.cancel(order);
      },
    };
  };
}

/** Buys a size that it draws. */
export function drawingProbe(market: MarketIndex): () => Strategy {
  return () => {
    let done = false;
    return {
      name: 'drawing-probe',
      version: '1',
      quote(context: StrategyContext, index: MarketIndex): void {
        if (index !== market || done) return;
        done = true;
        const drawn = context.random(market, 'size').integer(1_000) + 1;
        const { ask } = context.book(market);
        if (ask === null) return;
        const size = shares(drawn * 100_000);
        context.place({
          market,
          side: 'buy',
          limit: ask,
          size,
          timeInForce: 'fak',
          reduceOnly: false,
          tag: 'draw',
        });
      },
    };
  };
}

/** Buys ten shares of the favourite or of the longshot of each game once it is in play, and holds them. */
export function holdingProbe(wanted: 'favourite' | 'longshot'): () => Strategy {
  return () => {
    const bought = new Set<number>();
    return {
      name: 'holding-probe',
      version: '1',
      quote(context: StrategyContext, index: MarketIndex): void {
        const market = context.market(index);
        const { mid } = context.book(index);
        if (mid === null || mid === PRICE_ONE / 2 || bought.has(market.game)) return;
        if (context.game(market.game).state?.phase !== 'live') return;
        bought.add(market.game);
        const isYes = wanted === 'favourite' ? mid > PRICE_ONE / 2 : mid < PRICE_ONE / 2;
        context.place({
          market: index,
          side: isYes ? 'buy' : 'sell',
          limit: price(isYes ? PRICE_ONE - 100 : 100),
          size: shares(10_000_000),
          timeInForce: 'fak',
          reduceOnly: false,
          tag: wanted,
        });
      },
    };
  };
}
