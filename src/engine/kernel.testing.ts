import { type BacktestOptions, runBacktest } from './backtest.js';
import type { Catalog, VenueName } from './catalog.js';
import type { EventStamp, GameState, MarketFacts, Side, TapeEvent } from './events.js';
import { gameIndex, marketIndex } from './ids.js';
import type { RiskLimits } from './risk/limits.js';
import type { RunResult } from './run-result.js';
import type { VenueOptions } from './simulation/venue-options.js';
import type { OrderIntent, Strategy, StrategyContext } from './strategy.js';
import type { Tape } from './tape.js';
import { tapeFromEvents } from './tape-builder.js';
import type { TapeSource } from './tape-parts.js';
import { type Micros, micros, type Price, price, type Shares, shares, type Usd, usd } from './units.js';

/** 2026-10-01T00:00Z: Polymarket's sports fee of 0.05 C p(1 - p) is in force. */
export const T0 = 1_790_812_800_000_000;

/** The instant `seconds` after `T0`. */
export const at = (seconds: number): Micros => micros(T0 + Math.round(seconds * 1_000_000));
/** Whole or hundredth shares. */
export const lots = (count: number): Shares => shares(Math.round(count * 100) * 10_000);
/** Dollars, to the cent. */
export const dollars = (count: number): Usd => usd(Math.round(count * 100) * 10_000);

/** A market of a fixture: which game it belongs to, and where it trades. */
export interface TestMarket {
  readonly game?: number;
  readonly venue?: VenueName;
  readonly yesMeans?: 'home' | 'away' | 'draw' | null;
}

/** A game of a fixture. */
export interface TestGame {
  readonly sport?: string;
  readonly league?: string;
}

type TestCatalog = Pick<Catalog, 'markets' | 'games'>;

/** Markets `m0`, `m1` ... and games `g0`, `g1` ...; one basketball game on Polymarket unless told otherwise. */
export function catalogOf(
  markets: readonly TestMarket[] = [{}],
  games: readonly TestGame[] = [],
): TestCatalog {
  const count = Math.max(games.length, ...markets.map((market) => (market.game ?? 0) + 1));
  return {
    games: Array.from({ length: count }, (_, index) => ({
      index: gameIndex(index),
      id: `g${index}`,
      league: games[index]?.league ?? 'nba',
      sport: games[index]?.sport ?? 'basketball',
      date: '2026-10-01',
    })),
    markets: markets.map((market, index) => ({
      index: marketIndex(index),
      venue: market.venue ?? 'polymarket',
      slug: `m${index}`,
      question: 'Who wins?',
      game: gameIndex(market.game ?? 0),
      yesMeans: market.yesMeans === undefined ? 'home' : market.yesMeans,
    })),
  };
}

type Unstamped<Event> = Event extends EventStamp ? Omit<Event, 'source' | 'sequence'> : never;
/** An event without its place in a source: `tapeOfEvents` numbers events as they are listed. */
export type TestEvent = Unstamped<TapeEvent>;

const when = (seconds: number): { readonly venueTime: Micros; readonly localTime: Micros } => ({
  venueTime: at(seconds),
  localTime: at(seconds),
});

/** A quote in 1e-4 dollars, sizes in shares; `null` = no such side, or a size that was not recorded. */
export function quote(
  seconds: number,
  market: number,
  sides: readonly [bid: number | null, ask: number | null, bidSize?: number | null, askSize?: number | null],
): TestEvent {
  const [bid, ask, bidSize = null, askSize = null] = sides;
  return {
    ...when(seconds),
    kind: 'quote',
    market: marketIndex(market),
    bid: bid === null ? null : price(bid),
    ask: ask === null ? null : price(ask),
    bidSize: bidSize === null ? null : lots(bidSize),
    askSize: askSize === null ? null : lots(askSize),
  };
}

/** What one YES share of a market pays, in dollars. */
export function resolution(seconds: number, market: number, payout: number): TestEvent {
  return {
    ...when(seconds),
    kind: 'resolution',
    market: marketIndex(market),
    payout: usd(Math.round(payout * 1_000_000)),
    label: 'authoritative',
  };
}

const PLAIN_FACTS: MarketFacts = {
  tickBands: [{ from: price(0), to: price(10_000), tick: price(1) }],
  minimumSize: shares(0),
  minimumNotional: usd(0),
  lot: shares(10_000),
  fee: null,
  takerDelayMs: 0,
  startTime: null,
  clearAtStart: false,
  status: 'open',
};

/** Rules of a market: open, without minimum, delay or start, unless told otherwise. */
export function facts(seconds: number, market: number, changed: Partial<MarketFacts>): TestEvent {
  return {
    ...when(seconds),
    kind: 'marketFacts',
    market: marketIndex(market),
    facts: { ...PLAIN_FACTS, ...changed },
  };
}

/** Nothing was recorded of a market from `fromSeconds` until `seconds`; `null` = of every market. */
export function gap(seconds: number, market: number | null, fromSeconds: number): TestEvent {
  return {
    ...when(seconds),
    kind: 'feedGap',
    market: market === null ? null : marketIndex(market),
    from: at(fromSeconds),
  };
}

/** The same event, heard of `seconds` after it happened. */
export function heardLater(event: TestEvent, seconds: number): TestEvent {
  return { ...event, localTime: micros(event.venueTime + Math.round(seconds * 1_000_000)) };
}

/** A game in `phase`, nothing else known. */
export function phase(seconds: number, game: number, phaseNow: GameState['phase']): TestEvent {
  const unknown = { period: null, secondsLeftInPeriod: null, secondsElapsedInPeriod: null };
  const state = { phase: phaseNow, ...unknown, homeScore: null, awayScore: null, possession: null };
  return { ...when(seconds), kind: 'gameState', game: gameIndex(game), state };
}

/** Gives events their place in a source, as they are listed. */
export const stamped = (events: readonly TestEvent[]): readonly TapeEvent[] =>
  events.map((event, sequence) => ({ ...event, source: 'feed', sequence }));

/** A tape of `events` in any order; those of one instant and kind stand as they are listed. */
export const tapeOfEvents = (events: readonly TestEvent[], catalog: TestCatalog = catalogOf()): Tape =>
  tapeFromEvents(catalog, stamped(events));

/** What an order of a fixture may say otherwise; `market` by its number, `limit` in 1e-4, `size` in shares. */
export interface TestOrder {
  readonly market?: number;
  readonly side?: Side;
  readonly limit?: number;
  readonly size?: number;
  readonly timeInForce?: OrderIntent['timeInForce'];
  readonly reduceOnly?: boolean;
  readonly tag?: string;
}

/** A buy of 10 YES of market 0 at .40 or better, at once, unless told otherwise. */
export function order(changed: TestOrder = {}): OrderIntent {
  return {
    market: marketIndex(changed.market ?? 0),
    side: changed.side ?? 'buy',
    limit: (changed.limit ?? 4_000) as Price,
    size: lots(changed.size ?? 10),
    timeInForce: changed.timeInForce ?? 'fak',
    reduceOnly: changed.reduceOnly ?? false,
    tag: changed.tag ?? 'test',
  };
}

/** What to do at which second; each is run after everything else of its instant. */
export type Script = Readonly<Record<number, (context: StrategyContext) => void>>;

/** A strategy that follows a script, and answers events with `handlers`. */
export function scripted(script: Script, handlers: Partial<Strategy> = {}): Strategy {
  return {
    name: 'scripted',
    version: '1',
    ...handlers,
    start: (context) => {
      for (const seconds of Object.keys(script)) context.timer(at(Number(seconds)), seconds);
      handlers.start?.(context);
    },
    timer: (context, key) => {
      const action = script[Number(key)];
      if (action === undefined) handlers.timer?.(context, key);
      else action(context);
    },
  };
}

/** No limit at all. */
export const NO_LIMITS: RiskLimits = {
  perOrder: null,
  perMarket: null,
  perGame: null,
  perSport: null,
  perAccount: null,
  dailyLoss: null,
  openMarkets: null,
};

/** No latency, at most 100 shares a quote, quotes good for an hour, no rebates. */
export const PLAIN_VENUE: VenueOptions = {
  latency: { entryMs: 0, cancelMs: 0, responseMs: 0 },
  queueModel: 'back',
  quoteSizeCap: lots(100),
  staleAfterMs: 3_600_000,
  makerRebates: false,
  syntheticHalfSpread: null,
};

/** What a run of a fixture may say otherwise. */
export type TestOptions = Partial<Omit<BacktestOptions, 'strategy' | 'venue' | 'risk'>> & {
  readonly venue?: Partial<VenueOptions>;
  readonly risk?: Partial<RiskLimits>;
};

/** Runs `strategy` over `tape` with 1000 dollars, no limits and the plain venue, unless told otherwise. */
export function run(tape: Tape | TapeSource, strategy: Strategy, changed: TestOptions = {}): RunResult {
  return runBacktest(tape, {
    startingCash: dollars(1_000),
    seed: 'test',
    dayStarts: [],
    equityEvery: micros(3_600_000_000),
    blockedDecisionsMax: 100,
    ...changed,
    strategy,
    venue: { ...PLAIN_VENUE, ...changed.venue },
    risk: { ...NO_LIMITS, ...changed.risk },
  });
}

/** Fills in short: side, price in 1e-4, shares, fee in dollars, liquidity. */
export function fillsOf(result: RunResult): readonly (readonly [string, number, number, number, string])[] {
  return result.fills.map((fill) => [
    fill.side,
    fill.price,
    fill.size / 1_000_000,
    fill.fee / 1_000_000,
    fill.liquidity,
  ]);
}

/** State, shares filled and reason of each order. */
export function ordersOf(result: RunResult): readonly (readonly [string, number, string | null])[] {
  return result.orders.map((each) => [each.state, each.filled / 1_000_000, each.reason]);
}
