import type { GameInfo, MarketInfo } from '../../engine/catalog.js';
import type { GameState, MarketFacts, Side, TapeEvent } from '../../engine/events.js';
import type { GameIndex, MarketIndex } from '../../engine/ids.js';
import { instant } from '../../engine/simulation/fees/instant.js';
import type { Tape } from '../../engine/tape.js';
import { tapeFromEvents } from '../../engine/tape-builder.js';
import {
  MICROS_PER_MILLISECOND,
  MICROS_PER_MINUTE,
  type Micros,
  micros,
  price,
  shares,
  usd,
} from '../../engine/units.js';

/** Scheduled start of every scenario: 14:00 in New York. Minutes of a scenario count from here. */
export const TIP_OFF = instant('2026-01-10T19:00Z');

export const SOCCER_GAME = 0 as GameIndex;
export const NBA_GAME = 1 as GameIndex;
export const NHL_GAME = 2 as GameIndex;
/** YES is Arsenal, at home. */
export const ARSENAL = 0 as MarketIndex;
/** YES is Boston, at home. */
export const BOSTON = 1 as MarketIndex;
/** Another market of the same NBA game. */
export const BOSTON_SPREAD = 2 as MarketIndex;
/** YES is Montreal, at home, on ice. */
export const MONTREAL = 3 as MarketIndex;
/** The other two ways of Arsenal's game. */
export const CHELSEA = 4 as MarketIndex;
export const ARSENAL_DRAW = 5 as MarketIndex;

const GAMES: readonly GameInfo[] = [
  { index: SOCCER_GAME, id: 'epl-ars-che', league: 'epl', sport: 'soccer', date: '2026-01-10' },
  { index: NBA_GAME, id: 'nba-bos-nyk', league: 'nba', sport: 'basketball', date: '2026-01-10' },
  { index: NHL_GAME, id: 'nhl-mtl-tor', league: 'nhl', sport: 'hockey', date: '2026-01-10' },
];

const marketInfo = (index: MarketIndex, slug: string, game: GameIndex): MarketInfo => ({
  index,
  venue: 'synthetic',
  slug,
  question: slug,
  game,
  yesMeans: 'home',
});

const MARKETS = [
  marketInfo(ARSENAL, 'epl-ars-che-ars', SOCCER_GAME),
  marketInfo(BOSTON, 'nba-bos-nyk-bos', NBA_GAME),
  marketInfo(BOSTON_SPREAD, 'nba-bos-nyk-bos-spread', NBA_GAME),
  marketInfo(MONTREAL, 'nhl-mtl-tor-mtl', NHL_GAME),
  { ...marketInfo(CHELSEA, 'epl-ars-che-che', SOCCER_GAME), yesMeans: 'away' as const },
  { ...marketInfo(ARSENAL_DRAW, 'epl-ars-che-draw', SOCCER_GAME), yesMeans: 'draw' as const },
];

const FACTS: MarketFacts = {
  tickBands: [{ from: price(0), to: price(10_000), tick: price(100) }],
  minimumSize: shares(1_000_000),
  minimumNotional: usd(0),
  lot: shares(10_000),
  fee: null,
  takerDelayMs: 0,
  startTime: TIP_OFF,
  clearAtStart: false,
  status: 'open',
};

const SILENT: GameState = {
  phase: 'unknown',
  period: null,
  secondsLeftInPeriod: null,
  secondsElapsedInPeriod: null,
  homeScore: null,
  awayScore: null,
  possession: null,
};

export const at = (minute: number): Micros => micros(TIP_OFF + Math.round(minute * MICROS_PER_MINUTE));

const cents = (dollars: number | null) => (dollars === null ? null : price(Math.round(dollars * 10_000)));

/** Best bid and ask in dollars; `size` in whole shares on each side, `null` = not recorded. */
export interface QuoteSpec {
  readonly bid: number | null;
  readonly ask: number | null;
  readonly size?: number | null;
}

/** A stretch of minutes, the last one included. */
export type Minutes = readonly [from: number, to: number];

/** Writes a small tape by hand: minutes count from the scheduled start, prices are in dollars. */
export class Scenario {
  readonly #events: TapeEvent[] = [];
  #lagMs = 0;

  #stamp(minute: number, source: string) {
    const localTime = at(minute);
    const venueTime = micros(localTime - this.#lagMs * MICROS_PER_MILLISECOND);
    return { venueTime, localTime, source, sequence: this.#events.length };
  }

  /** What is written from now on took this long from the venue. */
  late(lagMs: number): this {
    this.#lagMs = lagMs;
    return this;
  }

  facts(minute: number, market: MarketIndex, changes: Partial<MarketFacts> = {}): this {
    const facts = { ...FACTS, ...changes };
    this.#events.push({ ...this.#stamp(minute, 'market'), kind: 'marketFacts', market, facts });
    return this;
  }

  state(minute: number, game: GameIndex, state: Partial<GameState>): this {
    const whole = { ...SILENT, ...state };
    this.#events.push({ ...this.#stamp(minute, 'game'), kind: 'gameState', game, state: whole });
    return this;
  }

  quote(minute: number, market: MarketIndex, { bid, ask, size = 400 }: QuoteSpec): this {
    const standing = size === null ? null : shares(size * 1_000_000);
    const sizes = { bidSize: standing, askSize: standing };
    const prices = { bid: cents(bid), ask: cents(ask) };
    this.#events.push({ ...this.#stamp(minute, 'market'), kind: 'quote', market, ...prices, ...sizes });
    return this;
  }

  /** One quote a minute, around `mid`, two cents wide. */
  quotes(minutes: Minutes, market: MarketIndex, mid: (minute: number) => number, size?: number | null): this {
    for (let minute = minutes[0]; minute <= minutes[1]; minute += 1) {
      const middle = mid(minute);
      const spec = { bid: middle - 0.01, ask: middle + 0.01 };
      this.quote(minute, market, size === undefined ? spec : { ...spec, size });
    }
    return this;
  }

  /** A trade of whole shares, the taker on `takerSide`. */
  trade(minute: number, market: MarketIndex, spec: { dollars: number; size: number; takerSide: Side }): this {
    const value = price(Math.round(spec.dollars * 10_000));
    const size = shares(spec.size * 1_000_000);
    const { takerSide } = spec;
    this.#events.push({
      ...this.#stamp(minute, 'market'),
      kind: 'trade',
      market,
      price: value,
      size,
      takerSide,
    });
    return this;
  }

  pricePoint(minute: number, market: MarketIndex, dollars: number): this {
    const value = price(Math.round(dollars * 10_000));
    this.#events.push({ ...this.#stamp(minute, 'market'), kind: 'pricePoint', market, price: value });
    return this;
  }

  resolve(minute: number, market: MarketIndex, dollars: number): this {
    const payout = usd(Math.round(dollars * 1_000_000));
    const stamp = this.#stamp(minute, 'market');
    this.#events.push({ ...stamp, kind: 'resolution', market, payout, label: 'authoritative' });
    return this;
  }

  /** A feed of an NBA game: one game minute a minute, Boston behind by `deficit`. */
  basketball(minutes: Minutes, deficit: (minute: number) => number = () => 5): this {
    this.state(-90, NBA_GAME, { phase: 'scheduled' });
    for (let minute = minutes[0]; minute <= minutes[1]; minute += 1) {
      this.state(minute, NBA_GAME, {
        phase: 'live',
        period: Math.floor(minute / 12) + 1,
        secondsLeftInPeriod: 720 - (minute % 12) * 60,
        homeScore: 20,
        awayScore: 20 + deficit(minute),
      });
    }
    return this;
  }

  /** A feed of a game of hockey without a goal: one game minute a minute. */
  hockey(minutes: Minutes): this {
    this.state(-90, NHL_GAME, { phase: 'scheduled' });
    for (let minute = minutes[0]; minute <= minutes[1]; minute += 1) {
      const clock = { period: Math.floor(minute / 20) + 1, secondsLeftInPeriod: 1_200 - (minute % 20) * 60 };
      this.state(minute, NHL_GAME, { phase: 'live', ...clock, homeScore: 0, awayScore: 0 });
    }
    return this;
  }

  /** A feed of a soccer game without a goal, up to the end of its first half. */
  soccer(minutes: Minutes): this {
    this.state(-90, SOCCER_GAME, { phase: 'scheduled' });
    for (let minute = minutes[0]; minute <= minutes[1]; minute += 1) {
      const clock = { period: 1, secondsElapsedInPeriod: minute * 60 };
      this.state(minute, SOCCER_GAME, { phase: 'live', ...clock, homeScore: 0, awayScore: 0 });
    }
    return this;
  }

  build(): Tape {
    return tapeFromEvents({ games: GAMES, markets: MARKETS }, this.#events);
  }
}

/** Mids before the start: flat at 0.70, the baseline of the scenarios below. */
export const BEFORE = 0.7;

/** A price path by steps: from each minute on, a mid, until the next one. */
export function steps(
  ...path: readonly (readonly [from: number, mid: number])[]
): (minute: number) => number {
  return (minute) => {
    let mid = BEFORE;
    for (const [from, value] of path) if (minute >= from) mid = value;
    return mid;
  };
}

/** Boston at 0.70 before the start and on `path` during its game, which ends at minute 48 and pays `payout`. */
export function bostonGame(
  path: (minute: number) => number,
  payout = 1,
  deficit?: (minute: number) => number,
): Scenario {
  return new Scenario()
    .facts(-91, BOSTON)
    .quotes([-90, 47], BOSTON, path)
    .basketball([0, 47], deficit)
    .state(48, NBA_GAME, { phase: 'final', period: 4, secondsLeftInPeriod: 0, homeScore: 99, awayScore: 98 })
    .resolve(60, BOSTON, payout);
}

/** From minute 10 Boston stands at 0.58, 17 % below its baseline; from minute 20 at 0.72. */
export const dipAndRecovery = (): Scenario => bostonGame(steps([10, 0.58], [20, 0.72]));

/** From minute 10 to the end Boston stands at 0.58, and pays. */
export const lastingDip = (): Scenario => bostonGame(steps([10, 0.58]));

/** Boston loses a cent a minute from minute 0 to minute 20. */
export const slide = (): Scenario =>
  bostonGame((minute) => (minute < 0 ? BEFORE : BEFORE - Math.min(minute, 20) / 100));
