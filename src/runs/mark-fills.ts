import { type BacktestOptions, runBacktest } from '../engine/backtest.js';
import type { GameIndex, MarketIndex } from '../engine/ids.js';
import type { RunResult } from '../engine/run-result.js';
import type { FillView, Strategy, StrategyContext } from '../engine/strategy.js';
import type { Tape } from '../engine/tape.js';
import type { TapeSource } from '../engine/tape-parts.js';
import {
  complement,
  MICROS_PER_MINUTE,
  MICROS_PER_SECOND,
  type Micros,
  PRICE_ONE,
  type Price,
  USD_PER_DOLLAR,
} from '../engine/units.js';
import type { EntryDepth } from '../research/depth-capacity.js';
import type { MarkedFill } from '../research/mark-outs.js';
import { gameOf } from '../research/per-game.js';

/** Horizons by time, then those by the game. */
const STRETCHES = [
  ['at once', 0],
  ['30 s', 30 * MICROS_PER_SECOND],
  ['1 min', MICROS_PER_MINUTE],
  ['5 min', 5 * MICROS_PER_MINUTE],
  ['15 min', 15 * MICROS_PER_MINUTE],
  ['60 min', 60 * MICROS_PER_MINUTE],
] as const;
const PERIOD_END = 'period end';
const SETTLEMENT = 'settlement';

/** Every horizon in the order of a curve. */
export const HORIZONS: readonly string[] = [...STRETCHES.map(([name]) => name), PERIOD_END, SETTLEMENT];

/** A mid over a wider spread, or of a quote that is older, is no fair price. */
const SPREAD_MAX = 1_000;
const AGE_MAX = 10 * MICROS_PER_MINUTE;
const LEVELS_MAX = 100;
const SHARES_PER_SHARE = 1_000_000;
const CLOSE = 'close';

/** What the market did after a run's fills: read in a second replay without orders, so that no fill marks itself. */
export interface FillMarks {
  readonly fills: readonly MarkedFill[];
  /** For each fill, the mid of YES when the game began, of fills before it; `null` = none. */
  readonly closes: readonly (number | null)[];
  /** The period that a game was in at a fill, 1-based, by `market time`; left out where it is not recorded. */
  readonly periods: ReadonlyMap<string, number>;
  /** Payout of one YES share by market, 0..1; `null` = not told. */
  readonly payouts: readonly (number | null)[];
  /** What stood at the side that was taken, of fills that opened. */
  readonly depths: readonly EntryDepth[];
}

/** Marks the fills of a run at every horizon. */
export function markFills(
  tape: Tape | TapeSource,
  at: { readonly result: RunResult; readonly options: BacktestOptions },
): FillMarks {
  const { result, options } = at;
  const fills = result.fills.filter((fill) => fill.side === fill.order.side);
  const marker = new Marker(fills, result);
  const { onDecision: _told, ...quiet } = options;
  if (fills.length > 0)
    runBacktest(tape, { ...quiet, strategy: marker, equityEvery: Number.MAX_SAFE_INTEGER as Micros });
  return marker.marks();
}

/** A strategy that never trades: it looks at the book when the time of a mark has come. */
class Marker implements Strategy {
  readonly name = 'marker';
  readonly version = '1';
  readonly #fills: readonly FillView[];
  readonly #result: RunResult;
  readonly #marks: Record<string, number | null>[];
  readonly #depths: (EntryDepth | null)[];
  readonly #opens: readonly boolean[];
  readonly #ofGame: ReadonlyMap<GameIndex, readonly number[]>;
  /** Fills of each game whose period goes on. */
  readonly #waiting = new Map<GameIndex, number[]>();
  readonly #period = new Map<GameIndex, string>();
  readonly #payouts: (number | null)[];
  readonly #periods = new Map<string, number>();

  constructor(fills: readonly FillView[], result: RunResult) {
    this.#fills = fills;
    this.#result = result;
    this.#marks = fills.map(() => ({}));
    this.#depths = fills.map(() => null);
    this.#opens = openings(fills);
    this.#payouts = result.catalog.markets.map(() => null);
    const ofGame = new Map<GameIndex, number[]>();
    fills.forEach(({ market }, i) => {
      const { index } = gameOf(result, market);
      ofGame.set(index, [...(ofGame.get(index) ?? []), i]);
    });
    this.#ofGame = ofGame;
  }

  start(context: StrategyContext): void {
    for (const [i, { time }] of this.#fills.entries()) {
      for (const [h, [, stretch]] of STRETCHES.entries())
        context.timer((time + stretch) as Micros, `${i} ${h}`);
    }
  }

  timer(context: StrategyContext, key: string): void {
    const [i = 0, h] = key.split(' ').map(Number);
    const fill = this.#fills[i] as FillView;
    const marks = this.#marks[i] as Record<string, number | null>;
    if (h === undefined || Number.isNaN(h)) {
      marks[CLOSE] = fairMid(context, fill.market);
      return;
    }
    const name = STRETCHES[h]?.[0] ?? '';
    if (this.#payouts[fill.market] === null) marks[name] = fairMid(context, fill.market);
    if (h > 0) return;
    if (this.#opens[i] === true) this.#depths[i] = depthOf(context, fill);
    const { index } = gameOf(this.#result, fill.market);
    const period = context.game(index).state?.period ?? null;
    if (period !== null) this.#periods.set(`${fill.market} ${fill.time}`, period);
    this.#waiting.set(index, [...(this.#waiting.get(index) ?? []), i]);
    const start = context.market(fill.market).facts?.startTime ?? null;
    if (start !== null && start > fill.time) context.timer(start, `${i} ${CLOSE}`);
  }

  gameState(context: StrategyContext, game: GameIndex): void {
    if (!this.#ofGame.has(game)) return;
    const state = context.game(game).state;
    const period = state === null ? '' : `${state.phase === 'final' ? 'final' : ''}${state.period ?? ''}`;
    const before = this.#period.get(game);
    this.#period.set(game, period);
    if (before === undefined || before === period) return;
    for (const i of this.#waiting.get(game) ?? []) {
      const { market } = this.#fills[i] as FillView;
      if (this.#payouts[market] === null)
        (this.#marks[i] as Record<string, number | null>)[PERIOD_END] = fairMid(context, market);
    }
    this.#waiting.delete(game);
  }

  resolution(_context: StrategyContext, market: MarketIndex, payout: number): void {
    this.#payouts[market] = payout / USD_PER_DOLLAR;
  }

  marks(): FillMarks {
    return {
      fills: this.#fills.map((fill, i) => ({
        game: gameOf(this.#result, fill.market).id,
        side: fill.side,
        liquidity: fill.liquidity,
        opens: this.#opens[i] as boolean,
        price: fill.price / PRICE_ONE,
        size: fill.size / SHARES_PER_SHARE,
        marks: { ...this.#marks[i], [SETTLEMENT]: this.#payouts[fill.market] ?? null },
      })),
      closes: this.#marks.map((marks) => marks[CLOSE] ?? null),
      periods: this.#periods,
      payouts: this.#payouts,
      depths: this.#depths.filter((depth) => depth !== null),
    };
  }
}

/** Which fills add to what is held. */
function openings(fills: readonly FillView[]): readonly boolean[] {
  const held = new Map<MarketIndex, number>();
  return fills.map(({ market, side, size }) => {
    const before = held.get(market) ?? 0;
    const signed = side === 'buy' ? size : -size;
    held.set(market, before + signed);
    return before === 0 || Math.sign(before) === Math.sign(signed);
  });
}

/** The mid of YES in dollars where it can be trusted. */
function fairMid(context: StrategyContext, market: MarketIndex): number | null {
  const { bid, ask, mid, updatedAt } = context.book(market);
  if (mid === null || bid === null || ask === null) return null;
  if (ask - bid > SPREAD_MAX || context.now - updatedAt > AGE_MAX) return null;
  return mid / PRICE_ONE;
}

/** The levels that a taker of the fill's side meets, in prices of the side bought. */
function depthOf(context: StrategyContext, { market, side, price, size }: FillView): EntryDepth {
  const book = context.book(market);
  const isBuy = side === 'buy';
  const dollars = (each: Price): number => (isBuy ? each : complement(each)) / PRICE_ONE;
  const paid = { price: dollars(price), size: size / SHARES_PER_SHARE };
  const sizeOf = isBuy ? book.askSize : book.bidSize;
  let level = isBuy ? book.ask : book.bid;
  if (level !== null && sizeOf === null) return { ...paid, levels: null };
  const levels: { price: number; size: number }[] = [];
  while (level !== null && levels.length < LEVELS_MAX) {
    levels.push({
      price: dollars(level),
      size: book.sizeAt(isBuy ? 'ask' : 'bid', level) / SHARES_PER_SHARE,
    });
    level = book.nextPrice(isBuy ? 'ask' : 'bid', level);
  }
  return { ...paid, levels };
}
