import type { GameView, StrategyContext } from '../../engine/strategy.js';
import { MICROS_PER_SECOND } from '../../engine/units.js';
import type { LookParts, Subject } from '../entry/entry-look.js';
import { ExitJudge } from '../exit/exit-judge.js';
import type { ExitRule } from '../exit/exit-rule.js';
import { maxHoldRule } from '../exit/max-hold-rule.js';
import { stopLossRule, takeProfitRule, trailingStopRule } from '../exit/price-rules.js';
import { defineStrategy, type ParametersFor } from '../strategy-module.js';
import type { Approach } from '../taker/approach.js';
import { Taker } from '../taker/taker.js';
import { entryGates, ShockLook } from './entry.js';
import { type ScoreShockParameters, scoreShockParameters } from './parameters.js';
import { ShockMemory } from './shock-memory.js';

const NAME = 'score-shock';
const VERSION = '1';

/** The rules of an exit in their order; the first that fires names it. */
export const EXIT_RULES: readonly ExitRule<ScoreShockParameters>[] = [
  takeProfitRule,
  stopLossRule,
  trailingStopRule,
  maxHoldRule,
];

/** Fades or follows the move of a price around a score, for a while. */
class ScoreShock implements Approach<ScoreShockParameters, ShockLook> {
  readonly gates = entryGates();
  readonly exits = new ExitJudge(EXIT_RULES, ({ exit }: ScoreShockParameters) => exit.slippageMax);
  readonly #parametersFor: ParametersFor<ScoreShockParameters>;
  #shocks = new ShockMemory(0);

  constructor(parametersFor: ParametersFor<ScoreShockParameters>) {
    this.#parametersFor = parametersFor;
  }

  look(parts: LookParts): ShockLook {
    return new ShockLook(parts);
  }

  start({ marketCount }: StrategyContext): void {
    this.#shocks = new ShockMemory(marketCount);
  }

  observe({ context, market: { index } }: Subject): void {
    this.#shocks.observe(index, context.now, context.book(index).mid);
  }

  hearState(context: StrategyContext, game: GameView): void {
    if (!this.#shocks.hear(game)) return;
    for (const market of game.markets) {
      const { entry } = this.#parametersFor(context.market(market), game);
      this.#shocks.scored(market, context.now, entry.lookBackSeconds * MICROS_PER_SECOND);
    }
  }

  forget({ context, market: { index } }: Subject): void {
    this.#shocks.observe(index, context.now, null);
    this.#shocks.forget(index);
  }

  aim(look: ShockLook, { direction }: ScoreShockParameters): void {
    const { index } = look.market;
    const { mid } = look.context.book(index);
    look.scoredAt = this.#shocks.scoredAt(index);
    look.jump = mid === null ? Number.NaN : mid - this.#shocks.midBefore(index);
    const rose = look.jump > 0;
    look.side = rose === (direction === 'follow') ? 'yes' : 'no';
  }
}

/** Fades or follows a score; see docs/strategies/score-shock.md. */
export const scoreShock = defineStrategy<ScoreShockParameters>({
  name: NAME,
  version: VERSION,
  summary: 'Fades or follows the move of a price around a score, and closes after a while.',
  parameters: scoreShockParameters,
  create: (parametersFor) =>
    new Taker({ name: NAME, version: VERSION }, parametersFor, new ScoreShock(parametersFor)),
});
