import type { GameSituation } from './game-situation.js';
import type { GameIndex, MarketIndex } from './ids.js';
import type { Micros, Price, Shares, Usd } from './units.js';

/**
 * The kinds of recorded event. **The number is the priority**: events of one local instant are delivered
 * in this order, then by source, then by sequence. Rules come before prices, a trade before the book
 * change that it caused, and an outcome comes last.
 */
export const EventKind = {
  marketFacts: 0,
  feedGap: 1,
  gameState: 2,
  trade: 3,
  bookSnapshot: 4,
  bookDelta: 5,
  quote: 6,
  pricePoint: 7,
  resolution: 8,
} as const;
/** A kind of event by its name and by its number. */
export type EventKindName = keyof typeof EventKind;
export type EventKindCode = (typeof EventKind)[EventKindName];

/** What every event carries: when it happened at the venue, when it could have been seen, and its order. */
export interface EventStamp {
  readonly venueTime: Micros;
  readonly localTime: Micros;
  /** Name of the feed or file that the event came from. */
  readonly source: string;
  /** Position within the source: the last tie-break of the total order. */
  readonly sequence: number;
}

/** Which side of the book took liquidity, in terms of the market's YES. */
export type Side = 'buy' | 'sell';

/** Best bid and ask. `null` = that side is empty. A size of `null` = not recorded. */
export interface QuoteEvent extends EventStamp {
  readonly kind: 'quote';
  readonly market: MarketIndex;
  readonly bid: Price | null;
  readonly ask: Price | null;
  readonly bidSize: Shares | null;
  readonly askSize: Shares | null;
}

/** One price of a book and all that rests there. */
export interface BookLevel {
  readonly price: Price;
  readonly size: Shares;
}

/** The whole book: bids best first, asks best first. Replaces what was known. */
export interface BookSnapshotEvent extends EventStamp {
  readonly kind: 'bookSnapshot';
  readonly market: MarketIndex;
  readonly bids: readonly BookLevel[];
  readonly asks: readonly BookLevel[];
}

/** The new total at one level; 0 removes the level. */
export interface BookDeltaEvent extends EventStamp {
  readonly kind: 'bookDelta';
  readonly market: MarketIndex;
  readonly side: 'bid' | 'ask';
  readonly price: Price;
  readonly size: Shares;
}

/** One trade, in terms of YES. */
export interface TradeEvent extends EventStamp {
  readonly kind: 'trade';
  readonly market: MarketIndex;
  readonly price: Price;
  readonly size: Shares;
  readonly takerSide: Side;
}

/** A reference price from a series without a book. **Never executable.** */
export interface PricePointEvent extends EventStamp {
  readonly kind: 'pricePoint';
  readonly market: MarketIndex;
  readonly price: Price;
}

/** Where a game stands; `unknown` = the feed said something else. */
export type GamePhase =
  | 'scheduled'
  | 'live'
  | 'break'
  | 'overtime'
  | 'shootout'
  | 'delayed'
  | 'suspended'
  | 'final'
  | 'postponed'
  | 'cancelled'
  | 'unknown';

/** State of a game as its feed told it. What the feed does not say is `null`, never a default. */
export interface GameState {
  readonly phase: GamePhase;
  /** 1-based; overtime periods go on counting. */
  readonly period: number | null;
  /** Seconds left in the period (clocks that count down). */
  readonly secondsLeftInPeriod: number | null;
  /** Seconds played in the period (clocks that count up, stoppage time included). */
  readonly secondsElapsedInPeriod: number | null;
  readonly homeScore: number | null;
  readonly awayScore: number | null;
  readonly possession: 'home' | 'away' | null;
  /** What the feed says beyond clock and score; left out where it says nothing. */
  readonly situation?: GameSituation;
}

/** A new state of a game. Replaces what was known of it. */
export interface GameStateEvent extends EventStamp {
  readonly kind: 'gameState';
  readonly game: GameIndex;
  readonly state: GameState;
}

/** A stretch of the price range with one tick. */
export interface TickBand {
  readonly from: Price;
  readonly to: Price;
  readonly tick: Price;
}

/** Fee terms that a market states for itself. They go before the venue's dated schedule. */
export interface FeeTerms {
  /** Taker fee = rate x shares x p x (1 - p), in 1e-4: 500 is 0.05. */
  readonly takerRate: number;
  /** Maker fee by the same formula, in 1e-4; negative is a rebate. */
  readonly makerRate: number;
}

/** The rules of a market from an instant on. Dated: they change while a market trades. */
export interface MarketFacts {
  readonly tickBands: readonly TickBand[];
  readonly minimumSize: Shares;
  readonly minimumNotional: Usd;
  readonly lot: Shares;
  /** `null` = the venue's dated schedule applies. */
  readonly fee: FeeTerms | null;
  /** How long a marketable order is held before it matches. */
  readonly takerDelayMs: number;
  /** Scheduled start of the game; `null` = not known. */
  readonly startTime: Micros | null;
  /** The venue cancels resting orders at the scheduled start. */
  readonly clearAtStart: boolean;
  readonly status: 'open' | 'suspended' | 'closed';
}

/** New rules of a market, in force from the venue time on. */
export interface MarketFactsEvent extends EventStamp {
  readonly kind: 'marketFacts';
  readonly market: MarketIndex;
  readonly facts: MarketFacts;
}

/** How sure the outcome is: said by the venue, or inferred from prices (biased, never the default). */
export type LabelSource = 'authoritative' | 'inferred';

/** The outcome of a market. A later one of the same market corrects it. */
export interface ResolutionEvent extends EventStamp {
  readonly kind: 'resolution';
  readonly market: MarketIndex;
  /** What one YES share pays, in 1e-6 dollars: 0..1 000 000, fractions included. */
  readonly payout: Usd;
  readonly label: LabelSource;
}

/** Nothing was recorded from `from` until this event: what happened between is unknown. */
export interface FeedGapEvent extends EventStamp {
  readonly kind: 'feedGap';
  /** `null` = every market of the source. */
  readonly market: MarketIndex | null;
  readonly from: Micros;
}

/** Everything that a tape can hold. */
export type TapeEvent =
  | QuoteEvent
  | BookSnapshotEvent
  | BookDeltaEvent
  | TradeEvent
  | PricePointEvent
  | GameStateEvent
  | MarketFactsEvent
  | ResolutionEvent
  | FeedGapEvent;
