import type { GameIndex } from '../../engine/ids.js';
import type { GameView, MarketView, StrategyContext } from '../../engine/strategy.js';
import { MICROS_PER_SECOND, PRICE_ONE } from '../../engine/units.js';
import { BaselineBook } from '../baseline/baseline-book.js';
import { MidHistory } from '../baseline/mid-history.js';
import { aimAtBelief } from '../entry/belief-gates.js';
import type { LookParts, Subject } from '../entry/entry-look.js';
import { ScoreWatch } from '../sport/score-watch.js';
import { defineStrategy, type ParametersFor } from '../strategy-module.js';
import type { Approach } from '../taker/approach.js';
import { Taker } from '../taker/taker.js';
import { entryGates, ModelLook } from './entry.js';
import { GameModels } from './game-models.js';
import { type ModelEdgeParameters, modelEdgeParameters } from './parameters.js';

const NAME = 'model-edge';
const VERSION = '2';
/** Changes of the mid that are kept a market: more than a minute of them, one every 20 ms. */
const ENTRIES = 4_096;

/**
 * Buys where the win probability of the score and the clock stands far enough above the price, and holds to the
 * settlement. The model is fitted to the price before the start: its opinion of the teams is the market's.
 */
class ModelEdge implements Approach<ModelEdgeParameters, ModelLook> {
  readonly gates = entryGates();
  readonly exits = null;
  readonly #models = new GameModels();
  readonly #parametersFor: ParametersFor<ModelEdgeParameters>;
  #scores = new ScoreWatch();
  readonly #scoredAt = new Map<GameIndex, number>();
  #mids = new MidHistory(0, ENTRIES);
  #priors = new BaselineBook(0);
  #midAtState = new Float64Array(0);

  constructor(parametersFor: ParametersFor<ModelEdgeParameters>) {
    this.#parametersFor = parametersFor;
  }

  look(parts: LookParts): ModelLook {
    return new ModelLook(parts);
  }

  start({ marketCount }: StrategyContext): void {
    this.#priors = new BaselineBook(marketCount);
    this.#scores = new ScoreWatch();
    this.#scoredAt.clear();
    this.#mids = new MidHistory(marketCount, ENTRIES);
    this.#midAtState = new Float64Array(marketCount).fill(Number.NaN);
  }

  observe({ context, market: { index } }: Subject, { prior }: ModelEdgeParameters): void {
    const { mid } = context.book(index);
    this.#mids.push(index, context.now, mid ?? Number.NaN);
    this.#priors.of(index, prior).observe(index, context.now, mid);
  }

  /** A score explains the moves before it. A state that tells of none may be older than a move that it came after. */
  hearState(context: StrategyContext, game: GameView): void {
    const { now } = context;
    const news = this.#scores.hear(game);
    if (news !== null) this.#scoredAt.set(game.index, news === 'scored' ? now : Number.NEGATIVE_INFINITY);
    const explainedTo = this.#scoredAt.get(game.index) ?? Number.NEGATIVE_INFINITY;
    for (const market of game.markets) {
      const { entry } = this.#parametersFor(context.market(market), game);
      const stood = Math.max(now - entry.feedLagSeconds * MICROS_PER_SECOND, explainedTo);
      this.#midAtState[market] = this.#mids.heldAt(market, stood);
    }
  }

  hearFacts({ market: { index, facts } }: Subject, { prior }: ModelEdgeParameters): void {
    this.#priors.of(index, prior).setStart(index, facts?.startTime ?? null);
  }

  forget({ context, market: { index } }: Subject, { prior }: ModelEdgeParameters): void {
    this.#mids.push(index, context.now, Number.NaN);
    this.#priors.of(index, prior).observe(index, context.now, null);
    this.#midAtState[index] = Number.NaN;
  }

  aim(look: ModelLook, { prior, model }: ModelEdgeParameters): void {
    const { context, market, game, memory } = look;
    look.midAtState = this.#midAtState[market.index] ?? Number.NaN;
    const price = ({ index }: MarketView): number | null => {
      const baseline = this.#priors.of(index, prior).baseline(index, context.now);
      return baseline === null ? null : baseline / PRICE_ONE;
    };
    const ofYes = this.#models.probabilityOfYes({
      context,
      market,
      game,
      clock: memory.clock,
      terms: model,
      price,
    });
    aimAtBelief(look, ofYes, model.shrink);
  }
}

/** Win probability against price; see docs/strategies/model-edge.md. */
export const modelEdge = defineStrategy<ModelEdgeParameters>({
  name: NAME,
  version: VERSION,
  summary: 'Buys where the win probability of score and clock beats the price, and holds to settlement.',
  parameters: modelEdgeParameters,
  create: (parametersFor) =>
    new Taker({ name: NAME, version: VERSION }, parametersFor, new ModelEdge(parametersFor)),
});
