import type { GameIndex, MarketIndex } from '../../engine/ids.js';
import type { RoundTrip } from '../../engine/run-result.js';
import type { FillView, GameView, MarketView, Strategy, StrategyContext } from '../../engine/strategy.js';
import { complement, type Price, type Shares } from '../../engine/units.js';
import { BaselineBook } from '../baseline/baseline-book.js';
import { PriceHistory } from '../price-history.js';
import type { ClaimSide } from '../side-quote.js';
import { defineStrategy, type ParametersFor } from '../strategy-module.js';
import { EntryJudge } from './entry.js';
import { ExitJudge } from './exit.js';
import { GameClock } from './game-clock.js';
import { MarketMemory } from './market-memory.js';
import { type FavouriteDipParameters, favouriteDipParameters } from './parameters.js';

const NAME = 'favourite-dip';
const VERSION = '1';

/** The tag of an entry order; an exit carries the name of the rule that fired. */
const ENTRY_TAG = 'entry';

/**
 * Buys a favourite whose price has fallen below where it stood before, and sells on profit, loss or clock,
 * or holds to the settlement. The intent of the seed system, whole: confidence and sizing decide here.
 */
class FavouriteDip implements Strategy {
  readonly name = NAME;
  readonly version = VERSION;
  readonly #parametersFor: ParametersFor<FavouriteDipParameters>;
  readonly #clock = new GameClock();
  readonly #parameters: (FavouriteDipParameters | undefined)[] = [];
  #baselines = new BaselineBook(0);
  #history = new PriceHistory(0);
  #memory = new MarketMemory(0);
  #entries: EntryJudge | null = null;
  #exits: ExitJudge | null = null;
  #losingStreak = 0;

  constructor(parametersFor: ParametersFor<FavouriteDipParameters>) {
    this.#parametersFor = parametersFor;
  }

  start(context: StrategyContext): void {
    const { marketCount } = context;
    this.#history = new PriceHistory(marketCount);
    this.#memory = new MarketMemory(marketCount);
    this.#baselines = new BaselineBook(marketCount);
    const parts = { clock: this.#clock, memory: this.#memory, history: this.#history };
    this.#entries = new EntryJudge({ ...parts, losingStreak: () => this.#losingStreak });
    this.#exits = new ExitJudge(parts);
  }

  quote(context: StrategyContext, index: MarketIndex): void {
    const { mid } = context.book(index);
    const market = context.market(index);
    const game = context.game(market.game);
    const parameters = this.#of(market, game);
    const baseline = this.#baselines.of(index, parameters.baseline);
    baseline.observe(index, context.now, mid);
    if (mid !== null) this.#history.push(index, mid);
    if (context.position(index).size === 0) {
      this.#enter(context, { market, game, parameters, baselineYes: baseline.baseline(index, context.now) });
    } else this.#exit(context, market, game);
  }

  gameState(context: StrategyContext, index: GameIndex): void {
    const game = context.game(index);
    this.#clock.hear(game);
    for (const market of game.markets) {
      if (context.position(market).size !== 0) this.#exit(context, context.market(market), game);
    }
  }

  marketFacts(context: StrategyContext, index: MarketIndex): void {
    const market = context.market(index);
    const { baseline } = this.#of(market, context.game(market.game));
    this.#baselines.of(index, baseline).setStart(index, market.facts?.startTime ?? null);
  }

  feedGap(context: StrategyContext, index: MarketIndex | null): void {
    for (let market = 0 as MarketIndex; market < context.marketCount; market = (market + 1) as MarketIndex) {
      if (index !== null && market !== index) continue;
      this.#history.clear(market);
      const view = context.market(market);
      const { baseline } = this.#of(view, context.game(view.game));
      this.#baselines.of(market, baseline).observe(market, context.now, null);
    }
  }

  fill(_context: StrategyContext, fill: FillView): void {
    // An order can fill in parts: it is one entry.
    const isFirst = fill.side === fill.order.side && fill.order.filled === fill.size;
    if (isFirst && fill.order.tag === ENTRY_TAG) this.#memory.entered(fill.market);
  }

  roundTrip(context: StrategyContext, trip: RoundTrip): void {
    this.#memory.left(trip.market, context.now);
    this.#losingStreak = trip.pnl < 0 ? this.#losingStreak + 1 : 0;
  }

  #of(market: MarketView, game: GameView): FavouriteDipParameters {
    const known = this.#parameters[market.index];
    if (known !== undefined) return known;
    const parameters = this.#parametersFor(market, game);
    this.#parameters[market.index] = parameters;
    return parameters;
  }

  #enter(context: StrategyContext, question: Parameters<EntryJudge['judge']>[1]): void {
    const plan = this.#entries?.judge(context, question) ?? null;
    if (plan === null) return;
    context.place({
      market: question.market.index,
      ...inYes(plan.side, 'buy', plan.limit),
      size: plan.size,
      timeInForce: 'fak',
      reduceOnly: false,
      tag: ENTRY_TAG,
    });
  }

  #exit(context: StrategyContext, market: MarketView, game: GameView): void {
    // One exit at a time: what it leaves is judged again at the next quote.
    if (context.orders(market.index).length > 0) return;
    // Less than the venue takes cannot be sold: it is held to the settlement.
    const size = Math.abs(context.position(market.index).size) as Shares;
    if (size < (market.facts?.minimumSize ?? 0)) return;
    const parameters = this.#of(market, game);
    const plan = this.#exits?.judge(context, { market, game, parameters }) ?? null;
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

/** A trade of either side as the venue takes it: buying NO at p is selling YES at 1 - p. */
function inYes(side: ClaimSide, action: 'buy' | 'sell', limit: Price) {
  if (side === 'yes') return { side: action, limit } as const;
  return { side: action === 'buy' ? 'sell' : 'buy', limit: complement(limit) } as const;
}

/** Buys the dip of a favourite; see docs/strategies/favourite-dip.md for every gate and exit. */
export const favouriteDip = defineStrategy<FavouriteDipParameters>({
  name: NAME,
  version: VERSION,
  summary:
    'Buys a favourite whose price has dipped, and sells on profit, loss or clock, or holds to settlement.',
  parameters: favouriteDipParameters,
  create: (parametersFor) => new FavouriteDip(parametersFor),
});
