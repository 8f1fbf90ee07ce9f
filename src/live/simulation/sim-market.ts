import type { Catalog } from '../../engine/catalog.js';
import type { MarketFacts, TapeEvent } from '../../engine/events.js';
import { gameIndex, marketIndex } from '../../engine/ids.js';
import { type RandomStream, randomStream } from '../../engine/random.js';
import { type Micros, micros, price, shares, usd } from '../../engine/units.js';

const MINUTE = 60_000_000;
/** Quoted so long before its start, played so long, resolved so long after. */
const BEFORE = 30 * MINUTE;
const PLAYED = 100 * MINUTE;
const UNTIL_OUTCOME = 10 * MINUTE;
const FIRST_START = 10 * MINUTE;
const EVERY = 75 * MINUTE;
/**
 * Least time between two events of a market. What goes wrong hangs on orders, not on quotes: a market that is quoted every few
 * seconds sees as many orders as its limits allow, in a quarter of the time.
 */
const IN_PLAY = 2_800_000;
const BEFORE_PLAY = 16_000_000;

/** Games of a simulated day: one starts as another is in its second half. */
export interface SimSeason {
  readonly catalog: Catalog;
  /** Scheduled start of each game, microseconds. */
  readonly starts: readonly Micros[];
  readonly facts: readonly MarketFacts[];
  readonly streams: readonly RandomStream[];
}

/** A day of games from `from` on, each with one market. */
export function simSeason(seed: string, from: Micros, hours: number): SimSeason {
  const count = Math.max(1, Math.floor((hours * 60 * MINUTE) / EVERY));
  const starts = Array.from({ length: count }, (_, game) => micros(from + FIRST_START + game * EVERY));
  const id = (game: number): string => `nba-t${game}h-t${game}a-2026-07-11`;
  return {
    starts,
    catalog: {
      games: starts.map((_, game) => ({
        ...{ index: gameIndex(game), id: id(game), league: 'nba', sport: 'basketball' },
        date: '2026-07-11',
      })),
      markets: starts.map((_, game) => ({
        ...{ index: marketIndex(game), venue: 'polymarket' as const, slug: id(game), question: '?' },
        ...{ game: gameIndex(game), yesMeans: 'home' as const },
      })),
      sources: [],
    },
    facts: starts.map((startTime, game) => ({
      tickBands: [{ from: price(100), to: price(9_900), tick: price(100) }],
      minimumSize: shares(5_000_000),
      minimumNotional: usd(1_000_000),
      lot: shares(10_000),
      fee: { takerRate: 500, makerRate: 0 },
      takerDelayMs: game % 2 === 0 ? 1_000 : 0,
      startTime,
      clearAtStart: true,
      status: 'open',
    })),
    streams: starts.map((_, game) =>
      randomStream({ seed, strategy: 'simulation', market: id(game), purpose: 'prices' }),
    ),
  };
}

/** The next thing that happens in a market, and when. `null` = nothing more. */
export interface NextEvent {
  readonly at: number;
  readonly event: TapeEvent;
}

/** Prices of one market: a walk of cents with sizes at the touch, trades between, and an outcome. */
export class SimMarket {
  readonly #season: SimSeason;
  readonly #game: number;
  #cents = 50;
  #sequence = 0;
  #told = false;
  #ended = false;

  constructor(season: SimSeason, game: number) {
    this.#season = season;
    this.#game = game;
    this.#cents = 35 + this.#stream.integer(30);
  }

  next(now: number): NextEvent | null {
    const start = this.#season.starts[this.#game] ?? 0;
    if (this.#ended) return null;
    if (!this.#told) {
      this.#told = true;
      return { at: Math.max(now, start - BEFORE), event: this.#facts(start - BEFORE) };
    }
    const end = start + PLAYED;
    if (now >= end) {
      this.#ended = true;
      return { at: end + UNTIL_OUTCOME, event: this.#outcome(end + UNTIL_OUTCOME) };
    }
    const inPlay = now >= start;
    const at = Math.min(end, now + (inPlay ? IN_PLAY : BEFORE_PLAY) + this.#stream.integer(4_400_000));
    return { at, event: this.#stream.integer(8) === 0 ? this.#trade(at) : this.#quote(at) };
  }

  get #stream(): RandomStream {
    return this.#season.streams[this.#game] as RandomStream;
  }

  #stamp(at: number) {
    this.#sequence += 1;
    const time = micros(at);
    return { venueTime: time, localTime: time, source: 'simulation', sequence: this.#sequence };
  }

  #facts(at: number): TapeEvent {
    const facts = this.#season.facts[this.#game] as MarketFacts;
    return { ...this.#stamp(at), kind: 'marketFacts', market: marketIndex(this.#game), facts };
  }

  #quote(at: number): TapeEvent {
    const step = this.#stream.integer(5);
    if (step === 0) this.#cents = Math.max(4, this.#cents - 1);
    if (step === 1) this.#cents = Math.min(95, this.#cents + 1);
    const size = (): ReturnType<typeof shares> => shares((5 + this.#stream.integer(60)) * 1_000_000);
    return {
      ...this.#stamp(at),
      kind: 'quote',
      market: marketIndex(this.#game),
      bid: price(this.#cents * 100),
      ask: price((this.#cents + 1) * 100),
      bidSize: size(),
      askSize: size(),
    };
  }

  #trade(at: number): TapeEvent {
    const takerSide = this.#stream.integer(2) === 0 ? 'buy' : 'sell';
    return {
      ...this.#stamp(at),
      kind: 'trade',
      market: marketIndex(this.#game),
      price: price((takerSide === 'buy' ? this.#cents + 1 : this.#cents) * 100),
      size: shares((1 + this.#stream.integer(120)) * 1_000_000),
      takerSide,
    };
  }

  #outcome(at: number): TapeEvent {
    const draw = this.#stream.integer(20);
    const payout = usd(draw === 0 ? 500_000 : draw % 2 === 0 ? 1_000_000 : 0);
    return {
      ...this.#stamp(at),
      kind: 'resolution',
      market: marketIndex(this.#game),
      payout,
      label: 'authoritative',
    };
  }
}
