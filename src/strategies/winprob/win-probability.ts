import { type Prob, prob } from '../../engine/units.js';
import { type BaseballModel, type BaseballSituation, baseballWin } from './baseball.js';
import { type BrownianModel, brownianWin, type MarginSituation } from './brownian.js';
import {
  type DiscreteMarginModel,
  type DiscreteMarginSituation,
  discreteMarginWin,
} from './discrete-margin.js';
import { type GoalsModel, goalsOutcome } from './goals.js';
import { type RoundsModel, type RoundsSituation, roundsWin } from './rounds.js';
import { type SafeLeadModel, type SafeLeadSituation, safeLeadWin } from './safe-lead.js';
import { type SeriesModel, type SeriesSituation, seriesWin } from './series.js';
import { type TennisModel, type TennisSituation, tennisWin } from './tennis.js';
import { unsupportedReason } from './unsupported.js';

/** Every kind of model with the situation that it reads. */
interface Kinds {
  readonly brownian: readonly [BrownianModel, MarginSituation];
  readonly 'discrete-margin': readonly [DiscreteMarginModel, DiscreteMarginSituation];
  readonly 'safe-lead': readonly [SafeLeadModel, SafeLeadSituation];
  readonly goals: readonly [GoalsModel, MarginSituation];
  readonly baseball: readonly [BaseballModel, BaseballSituation];
  readonly tennis: readonly [TennisModel, TennisSituation];
  readonly series: readonly [SeriesModel, SeriesSituation];
  readonly rounds: readonly [RoundsModel, RoundsSituation];
  /** A sport without an honest model. */
  readonly unsupported: readonly [{ readonly sport: string }, object];
}

/** Name of a model. */
export type WinModelKind = keyof Kinds;

/** A model with its parameters; tell them apart by `kind`. */
export type WinModel<K extends WinModelKind = WinModelKind> = {
  [Kind in K]: { readonly kind: Kind } & Kinds[Kind][0];
}[K];

/** What the model of a kind reads of a game. */
export type WinSituation<K extends WinModelKind> = Kinds[K][1];

/** Probabilities of the ways a game can end, summing to 1; or why there are none. */
export type WinProbability =
  | { readonly kind: 'known'; readonly home: Prob; readonly draw: Prob; readonly away: Prob }
  | { readonly kind: 'unsupported'; readonly reason: string };

const MODELS: {
  readonly [K in WinModelKind]: (model: WinModel<K>, situation: WinSituation<K>) => WinProbability;
} = {
  brownian: (model, situation) => twoWay(brownianWin(model, situation)),
  'discrete-margin': (model, situation) => twoWay(discreteMarginWin(model, situation)),
  'safe-lead': (model, situation) => twoWay(safeLeadWin(model, situation)),
  goals: (model, situation) => ({ kind: 'known', ...goalsOutcome(model, situation) }),
  baseball: (model, situation) => twoWay(baseballWin(model, situation)),
  tennis: (model, situation) => twoWay(tennisWin(model, situation)),
  series: (model, situation) => twoWay(seriesWin(model, situation)),
  rounds: (model, situation) => twoWay(roundsWin(model, situation)),
  unsupported: ({ sport }) => ({ kind: 'unsupported', reason: unsupportedReason(sport) }),
};

const twoWay = (home: Prob): WinProbability => ({
  kind: 'known',
  home,
  draw: prob(0),
  away: prob(1 - home),
});

/**
 * Probability that the home side (the first named one) wins, by the model of its kind, from the situation now.
 * A sport without an honest model is `unsupported`, a value with its reason.
 *
 * @throws ASSERT_INVARIANT for a situation that no game can be in.
 * @example
 * const model = { kind: 'brownian', expectedMargin: 3, marginDeviation: 12, overtimeHome: prob(0.5) } as const;
 * winProbability(model, { lead: 8, remaining: 360 / 2880 }); // home 0.9758
 */
export function winProbability<K extends WinModelKind>(
  model: WinModel<K>,
  situation: WinSituation<K>,
): WinProbability {
  const answer: (model: WinModel<K>, situation: WinSituation<K>) => WinProbability = MODELS[model.kind as K];
  return answer(model, situation);
}
