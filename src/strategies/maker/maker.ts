import type { Side } from '../../engine/events.js';
import { GateSheet } from '../../engine/gate-sheet.js';
import type { GameIndex, MarketIndex } from '../../engine/ids.js';
import type { MarketView, OrderView, Strategy, StrategyContext } from '../../engine/strategy.js';
import {
  MICROS_PER_MINUTE,
  MICROS_PER_SECOND,
  PRICE_ONE,
  type Price,
  parseShares,
  type Shares,
} from '../../engine/units.js';
import { allowsPhase } from '../entry/clock-gates.js';
import { limitOnTick } from '../limit-on-tick.js';
import { startedBy } from '../sport/started.js';
import { defineStrategy, type ParametersFor } from '../strategy-module.js';
import { type MakerParameters, makerParameters } from './parameters.js';
import { type ReservationTerms, reservationPrice } from './reservation.js';

const NAME = 'maker';
const VERSION = '3';

/** What has to hold for a market to be quoted at all. */
export const QUOTE_GATES = ['two-sided', 'spread', 'phase', 'start', 'score'] as const;
/** A price that is off the range: that side is not quoted now. */
const NOT_QUOTED = -1;
const GATE = { twoSided: 0, spread: 1, phase: 2, start: 3, score: 4 } as const;

/** Parameters of a market in the engine's units. */
interface Terms extends ReservationTerms {
  readonly parameters: MakerParameters;
  readonly size: Shares;
  readonly behind: number;
  readonly halfWidth: number;
  readonly spreadMin: number;
  readonly moveMin: number;
}

/**
 * Quotes both sides of a market at the touch or behind it, and takes its quotes out before the start and
 * after a score. It is paid by the spread and pays with adverse selection: the fill model decides its result,
 * so read its fill bracket first.
 */
class Maker implements Strategy {
  readonly name = NAME;
  readonly version = VERSION;
  readonly #parametersFor: ParametersFor<MakerParameters>;
  readonly #sheet = new GateSheet(QUOTE_GATES);
  readonly #terms: (Terms | undefined)[] = [];
  /** When the score of each game last changed, microseconds; and what it was. */
  readonly #scoredAt: number[] = [];
  readonly #score: string[] = [];
  /** First gate that blocked each market when it was last counted; the number of gates = none. */
  readonly #counted: number[] = [];
  /** 1 = the market's quotes were taken out, or never made. */
  readonly #isOut: boolean[] = [];

  constructor(parametersFor: ParametersFor<MakerParameters>) {
    this.#parametersFor = parametersFor;
  }

  quote(context: StrategyContext, market: MarketIndex): void {
    this.#requote(context, market);
  }

  /** The touch may have moved while the order was on its way, or its place is free for another. */
  orderUpdate(context: StrategyContext, order: OrderView): void {
    if (order.state === 'live' || order.state === 'filled') this.#requote(context, order.market);
  }

  marketFacts(context: StrategyContext, index: MarketIndex): void {
    const startTime = context.market(index).facts?.startTime ?? null;
    if (startTime === null) return;
    const early = this.#of(context, index).parameters.pullBeforeStartMinutes * MICROS_PER_MINUTE;
    context.timer(Math.max(context.now, startTime - early) as typeof context.now, String(index));
  }

  timer(context: StrategyContext, key: string): void {
    this.#requote(context, Number(key) as MarketIndex);
  }

  gameState(context: StrategyContext, index: GameIndex): void {
    const game = context.game(index);
    const score = `${game.state?.homeScore}-${game.state?.awayScore}`;
    const before = this.#score[index];
    this.#score[index] = score;
    if (before === undefined || before === score) return;
    this.#scoredAt[index] = context.now;
    for (const market of game.markets) {
      this.#pull(context, market);
      const pause = this.#of(context, market).parameters.scorePauseSeconds * MICROS_PER_SECOND;
      context.timer((context.now + pause) as typeof context.now, String(market));
    }
  }

  feedGap(context: StrategyContext, index: MarketIndex | null): void {
    for (let market = 0; market < context.marketCount; market += 1) {
      if (index === null || index === market) this.#pull(context, market as MarketIndex);
    }
  }

  /** It had not arrived yet: it is taken out once it has, should the market still have to be left. */
  cancelRefused(_context: StrategyContext, order: OrderView): void {
    this.#isOut[order.market] = false;
  }

  #requote(context: StrategyContext, index: MarketIndex): void {
    const terms = this.#of(context, index);
    const market = context.market(index);
    if (!this.#mayQuote(context, terms, market)) {
      this.#pull(context, index);
      return;
    }
    this.#isOut[index] = false;
    const held = context.position(index).size;
    const { bid, ask } = context.book(index);
    if (bid === null || ask === null) return;
    const buying = terms.inventoryMax - held >= terms.size;
    const selling = terms.inventoryMax + held >= terms.size;
    const { facts } = market;
    const middle = reservationPrice(terms, { context, book: context.book(index), held });
    // The touch stands on the grid; what is behind it may not.
    let low: number = terms.behind === 0 ? bid : limitOnTick(facts, 'buy', bid - terms.behind);
    let high: number = terms.behind === 0 ? ask : limitOnTick(facts, 'sell', ask + terms.behind);
    if (!Number.isNaN(middle)) {
      // Post-only: a quote stands on its own side of the other one's touch.
      low = limitOnTick(facts, 'buy', Math.min(middle - terms.halfWidth, ask - 1));
      high = limitOnTick(facts, 'sell', Math.max(middle + terms.halfWidth, bid + 1));
    }
    this.#side(context, 2 * index, buying ? low : NOT_QUOTED);
    this.#side(context, 2 * index + 1, selling ? high : NOT_QUOTED);
  }

  #mayQuote(context: StrategyContext, terms: Terms, market: MarketView): boolean {
    const { parameters } = terms;
    const game = context.game(market.game);
    const { bid, ask } = context.book(market.index);
    const spread = bid === null || ask === null ? Number.NaN : ask - bid;
    const started = startedBy(market, game, context.now);
    const wanted = parameters.phase === 'in-play' ? 'yes' : 'no';
    const startTime = market.facts?.startTime ?? null;
    const toStart =
      startTime === null ? Number.POSITIVE_INFINITY : (startTime - context.now) / MICROS_PER_MINUTE;
    const clear = toStart > parameters.pullBeforeStartMinutes || started === 'yes';
    const quiet =
      (context.now - (this.#scoredAt[game.index] ?? Number.NEGATIVE_INFINITY)) / MICROS_PER_SECOND;
    this.#sheet.begin(market.index, 'quote', 'both');
    this.#sheet.judge(GATE.twoSided, Number.isNaN(spread) ? 0 : 1, 1, spread > 0);
    this.#sheet.judge(GATE.spread, spread / PRICE_ONE, parameters.spreadMin, !(spread < terms.spreadMin));
    this.#sheet.judge(
      GATE.phase,
      started === 'yes' ? 1 : 0,
      wanted === 'yes' ? 1 : 0,
      allowsPhase(parameters, started),
    );
    this.#sheet.judge(GATE.start, toStart, parameters.pullBeforeStartMinutes, clear);
    this.#sheet.judge(GATE.score, quiet, parameters.scorePauseSeconds, quiet >= parameters.scorePauseSeconds);
    // Counted when it is another one than before: in, or out for another reason.
    if (this.#counted[market.index] !== this.#sheet.firstBlocked) {
      this.#counted[market.index] = this.#sheet.firstBlocked;
      context.decide(this.#sheet);
    }
    return this.#sheet.passed;
  }

  /** Brings the one order of a side, `market x 2 + 0 buy, 1 sell`, to `price`; `NOT_QUOTED` = nowhere. */
  #side(context: StrategyContext, slot: number, price: number): void {
    const index = (slot >> 1) as MarketIndex;
    const side = (slot & 1) === 0 ? 'buy' : 'sell';
    const terms = this.#of(context, index);
    const standing = orderOf(context.orders(index), side);
    const allowed = price > 0 && price < PRICE_ONE;
    if (standing === null) {
      if (allowed) context.place(intent(index, side, price as Price, terms.size));
      return;
    }
    if (standing.state !== 'live') return;
    if (!allowed) context.cancel(standing.id);
    else if (Math.abs(standing.limit - price) >= terms.moveMin) {
      context.replace(standing.id, intent(index, side, price as Price, terms.size));
    }
  }

  #pull(context: StrategyContext, index: MarketIndex): void {
    if (this.#isOut[index] ?? true) return;
    this.#isOut[index] = true;
    for (const order of context.orders(index)) context.cancel(order.id);
  }

  #of(context: StrategyContext, index: MarketIndex): Terms {
    const known = this.#terms[index];
    if (known !== undefined) return known;
    const market = context.market(index);
    const parameters = this.#parametersFor(market, context.game(market.game));
    const inPrice = (dollars: number): number => Math.round(dollars * PRICE_ONE);
    const terms = {
      parameters,
      size: parseShares(String(parameters.sizeShares)),
      inventoryMax: parseShares(String(parameters.inventoryMaxShares)),
      behind: inPrice(parameters.behindTouch),
      reservation: parameters.reservation,
      skewMax: inPrice(parameters.skewMax),
      halfWidth: inPrice(parameters.halfWidth),
      spreadMin: inPrice(parameters.spreadMin),
      moveMin: Math.max(1, inPrice(parameters.moveMin)),
    };
    this.#terms[index] = terms;
    return terms;
  }
}

function orderOf(orders: readonly OrderView[], side: Side): OrderView | null {
  for (const order of orders) if (order.side === side) return order;
  return null;
}

const intent = (market: MarketIndex, side: Side, limit: Price, size: Shares) =>
  ({
    market,
    side,
    limit,
    size,
    timeInForce: 'gtc',
    reduceOnly: false,
    postOnly: true,
    tag: 'quote',
  }) as const;

/** Quotes both sides; see docs/strategies/maker.md. */
export const maker = defineStrategy<MakerParameters>({
  name: NAME,
  version: VERSION,
  summary: 'Quotes both sides of a market; pulled at the start and after a score.',
  parameters: makerParameters,
  create: (parametersFor) => new Maker(parametersFor),
});
