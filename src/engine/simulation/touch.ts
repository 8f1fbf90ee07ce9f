import type { Side } from '../events.js';
import type { MarketIndex } from '../ids.js';
import { NO_PRICE } from '../tape.js';
import { MICROS_PER_MILLISECOND, type Price, type Shares } from '../units.js';
import type { MarketState } from './market-state.js';
import type { VenueOptions } from './venue-options.js';

/** What stands at the best opposite price now, or why nothing can be executed. */
export type Touch =
  | { readonly kind: 'executable'; readonly price: Price; readonly size: Shares }
  | { readonly kind: 'none'; readonly reason: string };

const none = (reason: string): Touch => ({ kind: 'none', reason });

/** What a taker on `side` finds: never in a crossed, stale, gapped or empty book. */
export function touchFor(
  state: MarketState,
  options: VenueOptions,
  query: { readonly market: MarketIndex; readonly side: Side; readonly time: number },
): Touch {
  const { market, side, time } = query;
  const { books } = state;
  const updatedAt = books.updatedAt[market] as number;
  if (updatedAt < 0) return none('no quote');
  if (state.gaps.cover(market, time)) return none('gap in the feed');
  if (time - updatedAt > options.staleAfterMs * MICROS_PER_MILLISECOND) return none('quote is stale');
  const bid = books.bid[market] as number;
  const ask = books.ask[market] as number;
  if (bid !== NO_PRICE && ask !== NO_PRICE && bid > ask) return none('book is crossed');
  const price = side === 'buy' ? ask : bid;
  if (price === NO_PRICE) return none(side === 'buy' ? 'no ask' : 'no bid');
  const recorded = (side === 'buy' ? books.askSize[market] : books.bidSize[market]) as number;
  const taken = (side === 'buy' ? state.takenFromAsk[market] : state.takenFromBid[market]) as number;
  const standing = Number.isNaN(recorded) ? options.quoteSizeCap : recorded;
  return { kind: 'executable', price: price as Price, size: Math.max(0, standing - taken) as Shares };
}

/** Takes `size` off what stands on the side that a taker on `side` trades with. */
export function takeFrom(state: MarketState, market: MarketIndex, side: Side, size: number): void {
  const taken = side === 'buy' ? state.takenFromAsk : state.takenFromBid;
  taken[market] = (taken[market] as number) + size;
}
