import type { StrategyContext } from '../../engine/strategy.js';
import { PRICE_ONE } from '../../engine/units.js';
import { BaselineBook } from '../baseline/baseline-book.js';
import { EntryLook, type LookParts, type Subject } from '../entry/entry-look.js';
import { ExitJudge } from '../exit/exit-judge.js';
import type { ExitRule } from '../exit/exit-rule.js';
import { clockRule, deficitRule, segmentRule } from '../exit/game-rules.js';
import { maxHoldRule } from '../exit/max-hold-rule.js';
import { stopLossRule, takeProfitRule, trailingStopRule } from '../exit/price-rules.js';
import { defineStrategy } from '../strategy-module.js';
import type { Approach } from '../taker/approach.js';
import { Taker } from '../taker/taker.js';
import { entryGates } from './entry.js';
import { type FavouriteDipParameters, favouriteDipParameters } from './parameters.js';

const NAME = 'favourite-dip';
const VERSION = '2';

/** The rules of an exit in their order; the first that fires names it. */
export const EXIT_RULES: readonly ExitRule<FavouriteDipParameters>[] = [
  takeProfitRule,
  stopLossRule,
  trailingStopRule,
  clockRule,
  segmentRule,
  deficitRule,
  maxHoldRule,
];

/**
 * Buys a favourite whose price has fallen below where it stood before, and sells on profit, loss or clock,
 * or holds to the settlement. The intent of the seed system, whole: confidence and sizing decide here.
 */
class FavouriteDip implements Approach<FavouriteDipParameters> {
  readonly gates = entryGates();
  readonly exits = new ExitJudge(EXIT_RULES, ({ exit }) => exit.slippageMax);
  #baselines = new BaselineBook(0);

  look(parts: LookParts): EntryLook {
    return new EntryLook(parts);
  }

  start({ marketCount }: StrategyContext): void {
    this.#baselines = new BaselineBook(marketCount);
  }

  observe({ context, market: { index } }: Subject, { baseline }: FavouriteDipParameters): void {
    this.#baselines.of(index, baseline).observe(index, context.now, context.book(index).mid);
  }

  hearFacts({ market: { index, facts } }: Subject, { baseline }: FavouriteDipParameters): void {
    this.#baselines.of(index, baseline).setStart(index, facts?.startTime ?? null);
  }

  forget({ context, market: { index } }: Subject, { baseline }: FavouriteDipParameters): void {
    this.#baselines.of(index, baseline).observe(index, context.now, null);
  }

  /** The favourite is the side that stood at one half or above. */
  aim(look: EntryLook, { baseline }: FavouriteDipParameters): void {
    const { index } = look.market;
    const ofYes = this.#baselines.of(index, baseline).baseline(index, look.context.now);
    look.side = ofYes === null || ofYes * 2 >= PRICE_ONE ? 'yes' : 'no';
    look.reference = ofYes === null || look.side === 'yes' ? ofYes : PRICE_ONE - ofYes;
  }
}

/** Buys the dip of a favourite; see docs/strategies/favourite-dip.md for every gate and exit. */
export const favouriteDip = defineStrategy<FavouriteDipParameters>({
  name: NAME,
  version: VERSION,
  summary:
    'Buys a favourite whose price has dipped, and sells on profit, loss or clock, or holds to settlement.',
  parameters: favouriteDipParameters,
  create: (parametersFor) => new Taker({ name: NAME, version: VERSION }, parametersFor, new FavouriteDip()),
});
