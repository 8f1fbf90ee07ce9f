import type { GameIndex, MarketIndex } from '../../engine/ids.js';
import type { RoundTrip } from '../../engine/run-result.js';
import type { FillView, Strategy, StrategyContext } from '../../engine/strategy.js';
import type { Shares } from '../../engine/units.js';
import { EntryJudge } from '../entry/entry-judge.js';
import type { EntryLook, Subject } from '../entry/entry-look.js';
import { inYes } from '../in-yes.js';
import type { ParametersFor } from '../strategy-module.js';
import type { Approach } from './approach.js';
import { TakerMemory } from './taker-memory.js';

/** The tag of an entry order; an exit carries the name of the rule that fired. */
const ENTRY_TAG = 'entry';

/** Name and version of a strategy. */
export interface StrategyName {
  readonly name: string;
  readonly version: string;
}

/**
 * A strategy that buys one side of a market at its touch and holds it, or sells it again: what every one of them
 * does alike. What it buys, and why, its `Approach` says.
 */
export class Taker<Parameters, Look extends EntryLook> implements Strategy {
  readonly name: string;
  readonly version: string;
  readonly #parametersFor: ParametersFor<Parameters>;
  readonly #approach: Approach<Parameters, Look>;
  readonly #entries: EntryJudge<Parameters, Look>;
  readonly #parameters: (Parameters | undefined)[] = [];
  #memory = new TakerMemory(0);
  #look: Look | null = null;

  constructor(
    { name, version }: StrategyName,
    parametersFor: ParametersFor<Parameters>,
    approach: Approach<Parameters, Look>,
  ) {
    this.name = name;
    this.version = version;
    this.#parametersFor = parametersFor;
    this.#approach = approach;
    this.#entries = new EntryJudge(approach.gates);
  }

  start(context: StrategyContext): void {
    this.#memory = new TakerMemory(context.marketCount);
    this.#approach.start?.(context);
  }

  quote(context: StrategyContext, index: MarketIndex): void {
    const subject = subjectOf(context, index);
    const parameters = this.#of(subject);
    this.#approach.observe?.(subject, parameters);
    const { mid } = context.book(index);
    if (mid !== null) this.#memory.history.push(index, mid);
    if (context.position(index).size === 0) this.#enter(subject, parameters);
    else this.#exit(subject, parameters);
  }

  gameState(context: StrategyContext, index: GameIndex): void {
    const game = context.game(index);
    this.#memory.clock.hear(game);
    this.#approach.hearState?.(context, game);
    for (const market of game.markets) {
      if (context.position(market).size === 0) continue;
      const subject = subjectOf(context, market);
      this.#exit(subject, this.#of(subject));
    }
  }

  marketFacts(context: StrategyContext, index: MarketIndex): void {
    const subject = subjectOf(context, index);
    this.#approach.hearFacts?.(subject, this.#of(subject));
  }

  feedGap(context: StrategyContext, index: MarketIndex | null): void {
    for (let market = 0 as MarketIndex; market < context.marketCount; market = (market + 1) as MarketIndex) {
      if (index !== null && market !== index) continue;
      this.#memory.history.clear(market);
      const subject = subjectOf(context, market);
      this.#approach.forget?.(subject, this.#of(subject));
    }
  }

  fill(_context: StrategyContext, fill: FillView): void {
    // An order can fill in parts: it is one entry.
    const isFirst = fill.side === fill.order.side && fill.order.filled === fill.size;
    if (isFirst && fill.order.tag === ENTRY_TAG) this.#memory.markets.entered(fill.market);
  }

  roundTrip(context: StrategyContext, trip: RoundTrip): void {
    this.#memory.markets.left(trip.market, context.now);
    this.#memory.losingStreak = trip.pnl < 0 ? this.#memory.losingStreak + 1 : 0;
  }

  #of({ market, game }: Subject): Parameters {
    const known = this.#parameters[market.index];
    if (known !== undefined) return known;
    const parameters = this.#parametersFor(market, game);
    this.#parameters[market.index] = parameters;
    return parameters;
  }

  #enter(subject: Subject, parameters: Parameters): void {
    const look = this.#lookOf(subject);
    look.begin(subject);
    this.#approach.aim(look, parameters);
    if (!this.#entries.judge(look, parameters) || look.limit === null) return;
    subject.context.place({
      market: subject.market.index,
      ...inYes(look.side, 'buy', look.limit),
      size: look.shares,
      timeInForce: 'fak',
      reduceOnly: false,
      tag: ENTRY_TAG,
    });
  }

  #lookOf(subject: Subject): Look {
    this.#look ??= this.#approach.look({ ...subject, memory: this.#memory, sheet: this.#entries.sheet });
    return this.#look;
  }

  #exit(subject: Subject, parameters: Parameters): void {
    const { context, market } = subject;
    // One exit at a time: what it leaves is judged again at the next quote.
    if (this.#approach.exits === null || context.orders(market.index).length > 0) return;
    // Less than the venue takes cannot be sold: it is held to the settlement.
    const size = Math.abs(context.position(market.index).size) as Shares;
    if (size < (market.facts?.minimumSize ?? 0)) return;
    const plan = this.#approach.exits.judge(subject, this.#memory, parameters);
    if (plan === null) return;
    context.place({
      market: market.index,
      ...inYes(plan.side, 'sell', plan.limit),
      size,
      timeInForce: 'fak',
      reduceOnly: true,
      tag: plan.rule,
    });
  }
}

function subjectOf(context: StrategyContext, index: MarketIndex): Subject {
  const market = context.market(index);
  return { context, market, game: context.game(market.game) };
}
