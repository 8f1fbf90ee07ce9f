import type { GameView, MarketView, StrategyContext } from '../../engine/strategy.js';
import { PRICE_ONE } from '../../engine/units.js';
import { BaselineBook } from '../baseline/baseline-book.js';
import { aimAtBelief } from '../entry/belief-gates.js';
import type { LookParts, Subject } from '../entry/entry-look.js';
import { defineStrategy } from '../strategy-module.js';
import type { Approach } from '../taker/approach.js';
import { Taker } from '../taker/taker.js';
import { entryGates, ModelLook } from './entry.js';
import { GameModels } from './game-models.js';
import { type ModelEdgeParameters, modelEdgeParameters } from './parameters.js';

const NAME = 'model-edge';
const VERSION = '1';

/**
 * Buys where the win probability of the score and the clock stands far enough above the price, and holds to the
 * settlement. The model is fitted to the price before the start: its opinion of the teams is the market's.
 */
class ModelEdge implements Approach<ModelEdgeParameters, ModelLook> {
  readonly gates = entryGates();
  readonly exits = null;
  readonly #models = new GameModels();
  #priors = new BaselineBook(0);
  #midAtState = new Float64Array(0);

  look(parts: LookParts): ModelLook {
    return new ModelLook(parts);
  }

  start({ marketCount }: StrategyContext): void {
    this.#priors = new BaselineBook(marketCount);
    this.#midAtState = new Float64Array(marketCount).fill(Number.NaN);
  }

  observe({ context, market: { index } }: Subject, { prior }: ModelEdgeParameters): void {
    this.#priors.of(index, prior).observe(index, context.now, context.book(index).mid);
  }

  hearState(context: StrategyContext, { markets }: GameView): void {
    for (const market of markets) this.#midAtState[market] = context.book(market).mid ?? Number.NaN;
  }

  hearFacts({ market: { index, facts } }: Subject, { prior }: ModelEdgeParameters): void {
    this.#priors.of(index, prior).setStart(index, facts?.startTime ?? null);
  }

  forget({ context, market: { index } }: Subject, { prior }: ModelEdgeParameters): void {
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
  create: (parametersFor) => new Taker({ name: NAME, version: VERSION }, parametersFor, new ModelEdge()),
});
