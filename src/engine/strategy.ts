import type { GameInfo, MarketInfo } from './catalog.js';
import type { GameState, LabelSource, MarketFacts, Side } from './events.js';
import type { GateSheet } from './gate-sheet.js';
import type { GameIndex, MarketIndex, OrderId } from './ids.js';
import type { RandomStream } from './random.js';
import type { RoundTrip } from './run-result.js';
import type { Micros, Price, Shares, Usd } from './units.js';

/** Buyers wait among the bids, sellers among the asks. */
export type BookSideName = 'bid' | 'ask';

/**
 * Top of a market's book as the strategy can know it now. One object a market, updated in place: read it
 * within the handler, do not keep it.
 */
export interface BookView {
  /** `null` = that side is empty or the book is not known (no quote yet, or a gap). */
  readonly bid: Price | null;
  readonly ask: Price | null;
  /** Shares at the best price; `null` = not recorded. */
  readonly bidSize: Shares | null;
  readonly askSize: Shares | null;
  /** `(bid + ask) / 2` in 1e-4 dollars, halves included; `null` when a side is empty or the book is crossed. */
  readonly mid: number | null;
  /** When the book was last heard of; -1 = never. */
  readonly updatedAt: Micros;
  /** Shares that rest at `price`; 0 where nothing does. Of a quote only the touch is known. */
  sizeAt(side: BookSideName, price: Price): Shares;
  /** The level behind `price`; `null` = none, or only quotes are recorded. */
  nextPrice(side: BookSideName, price: Price): Price | null;
}

/** A market as a strategy sees it. There is no outcome in it. */
export interface MarketView extends MarketInfo {
  /** The rules in force now. `null` = none were recorded. */
  readonly facts: MarketFacts | null;
}

/** A game as a strategy sees it. There is no final result in it before its feed says so. */
export interface GameView extends GameInfo {
  readonly markets: readonly MarketIndex[];
  /** The last state that was heard; `null` = none. */
  readonly state: GameState | null;
  /** When `state` was heard; -1 = never. */
  readonly stateAt: Micros;
}

/** Holding in one market, signed: YES shares above 0, NO shares below 0. */
export interface PositionView {
  /** Whole lots of 0.01 share, which is what an order can trade; 0 = flat, though a part of a lot may be left. */
  readonly size: number;
  /** What the open holding cost, fees apart, in 1e-6 dollars. */
  readonly cost: Usd;
  /** What it would bring at the last price that was bid for its side, 1e-6 dollars: its part of `equity`. */
  readonly value: Usd;
  readonly openedAt: Micros;
}

/**
 * - `gtc` rests until it is cancelled, `gtd` until `expiresAt`;
 * - `fok` fills whole at once or not at all;
 * - `fak` fills what it can at once and drops the rest.
 */
export type TimeInForce = 'gtc' | 'gtd' | 'fok' | 'fak';

/** A wish to trade: buy or sell YES shares. Selling more than is held buys NO. */
export interface OrderIntent {
  readonly market: MarketIndex;
  readonly side: Side;
  /** Worst acceptable price of YES. */
  readonly limit: Price;
  readonly size: Shares;
  readonly timeInForce: TimeInForce;
  /** Only ever makes the position smaller; what would open the other side is cut off. */
  readonly reduceOnly: boolean;
  /** Refused rather than filled at once. For `gtc` and `gtd`; default false. */
  readonly postOnly?: boolean;
  /** Stated expiry of a `gtd` order. Polymarket takes it out a minute earlier. */
  readonly expiresAt?: Micros | null;
  /** Free text that comes back on updates and fills, for example `entry` or `stop-loss`. */
  readonly tag: string;
}

/** Where an order stands: the first two may still fill, the others are final. */
export type OrderState = 'sending' | 'live' | 'filled' | 'cancelled' | 'rejected' | 'expired';

/** An order as its owner knows it. */
export interface OrderView extends OrderIntent {
  readonly id: OrderId;
  readonly state: OrderState;
  readonly filled: Shares;
  readonly placedAt: Micros;
  /** Why it was rejected, cancelled or expired; `null` while it lives and when it filled. */
  readonly reason: string | null;
}

/** One execution of an order, in terms of YES. */
/**
 * A trade of an order. One whose side is not its order's takes back a trade that failed to settle, at the
 * same price and with the fee returned.
 */
export interface FillView {
  readonly order: OrderView;
  readonly market: MarketIndex;
  readonly side: Side;
  readonly price: Price;
  readonly size: Shares;
  /** Fee paid, in 1e-6 dollars; negative is a rebate. */
  readonly fee: Usd;
  readonly liquidity: 'taker' | 'maker';
  readonly time: Micros;
}

/** A print on the tape. One object, updated in place. */
export interface TradeView {
  readonly price: Price;
  readonly size: Shares;
  readonly takerSide: Side;
}

/** What a strategy may see and do. The same in backtest, paper and live. */
export interface StrategyContext {
  /** Local time of the event being handled. */
  readonly now: Micros;
  /** Markets of the run: their indices are 0..marketCount-1. */
  readonly marketCount: number;
  /** When the current trading day began, in the configured time zone; -1 before the first that is known. */
  readonly dayStart: Micros;
  /** Cash that no open order has locked, in 1e-6 dollars. */
  readonly cash: Usd;
  /** Cash and the liquidation value of every position, in 1e-6 dollars. */
  readonly equity: Usd;
  market(market: MarketIndex): MarketView;
  book(market: MarketIndex): BookView;
  game(game: GameIndex): GameView;
  position(market: MarketIndex): PositionView;
  /** Orders of the market that may still fill, oldest first. */
  orders(market: MarketIndex): readonly OrderView[];
  /** Other markets of the same game with a holding or an open order that adds to one. */
  othersEngagedInGame(market: MarketIndex): number;
  /** What a taker pays at `price` now, in 1e-4 dollars a share, before rounding. */
  feePerShare(market: MarketIndex, price: Price): number;
  /** Asks for an order; risk controls and the venue answer through `orderUpdate` and `fill`. */
  place(intent: OrderIntent): OrderId;
  cancel(order: OrderId): void;
  /** Asks for `intent` in the place of `order`, in one step at the venue; it takes a cancel's time to get there. */
  replace(order: OrderId, intent: OrderIntent): OrderId;
  /** Wakes `timer` with `key` at `at`, after everything else of that instant. */
  timer(at: Micros, key: string): void;
  /** Books a finished gate sheet: the funnel counts it and the decision record is kept. */
  decide(sheet: GateSheet): void;
  /** A stream of its own for (seed, strategy, market, purpose): the same whatever else happens. */
  random(market: MarketIndex, purpose: string): RandomStream;
}

/**
 * Decision code. Handlers are synchronous; what a strategy does not handle it leaves out.
 * A handler that throws ends the run.
 */
export interface Strategy {
  readonly name: string;
  readonly version: string;
  start?(context: StrategyContext): void;
  /** The best prices or sizes of a market were told, by a quote or, without a `book` handler, by its book. */
  quote?(context: StrategyContext, market: MarketIndex): void;
  /** Any level of a market's book changed. */
  book?(context: StrategyContext, market: MarketIndex): void;
  trade?(context: StrategyContext, market: MarketIndex, trade: TradeView): void;
  pricePoint?(context: StrategyContext, market: MarketIndex, price: Price): void;
  gameState?(context: StrategyContext, game: GameIndex): void;
  marketFacts?(context: StrategyContext, market: MarketIndex): void;
  /** `payout` of one YES share in 1e-6 dollars. The position is settled by then. */
  resolution?(context: StrategyContext, market: MarketIndex, payout: Usd, label: LabelSource): void;
  /** `market` of `null` = every market. Books concerned are unknown until they are heard again. */
  feedGap?(context: StrategyContext, market: MarketIndex | null, from: Micros): void;
  /** A position went flat, by a fill or a settlement. */
  roundTrip?(context: StrategyContext, trip: RoundTrip): void;
  timer?(context: StrategyContext, key: string): void;
  orderUpdate?(context: StrategyContext, order: OrderView): void;
  /** A cancel changed nothing: the order is gone already, or has not arrived yet and will live. */
  cancelRefused?(context: StrategyContext, order: OrderView, reason: string): void;
  fill?(context: StrategyContext, fill: FillView): void;
  stop?(context: StrategyContext): void;
}
