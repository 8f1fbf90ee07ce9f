import type { VenueName } from '../catalog.js';

const NOT_READY = 'the market is not yet ready to process new orders';

/**
 * What a venue says where touchline says something plainer. Sources: Polymarket's error codes
 * (docs.polymarket.com, resources/error-codes), Kalshi's order errors and `last_update_reason`.
 */
const WORDS: Readonly<Partial<Record<VenueName, Readonly<Record<string, string>>>>> = {
  polymarket: {
    'market suspended': `${NOT_READY} (suspended)`,
    'market closed': `${NOT_READY} (closed)`,
    'market resolved': `${NOT_READY} (resolved)`,
    'price off the tick grid': 'order is invalid. Price breaks minimum tick size rules',
    'size below the minimum': 'order is invalid. Size lower than the minimum',
    'post-only order crosses the book': 'invalid post-only order: order crosses book',
    'notional below the minimum': 'invalid amount for a marketable BUY order, lower than the minimum',
    'not fully filled': "order couldn't be fully filled. FOK orders are fully filled or killed.",
    'no more to match':
      'no orders found to match with FAK order. FAK orders are partially filled or killed if no match is found.',
  },
  kalshi: {
    'market suspended': 'MARKET_INACTIVE (suspended)',
    'market closed': 'MARKET_INACTIVE (closed)',
    'market resolved': 'MARKET_INACTIVE (resolved)',
    'size below the minimum': 'invalid_order_size',
    'post-only order crosses the book': 'PostOnlyCrossCancel',
  },
};

/** Why an order is refused, in the words of its venue; where they are not known, as it was given. */
export const inVenueWords = (venue: VenueName, reason: string): string => WORDS[venue]?.[reason] ?? reason;
