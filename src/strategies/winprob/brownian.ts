import { assert } from '../../engine/assert.js';
import { normalCdf } from '../../engine/exact-math.js';
import { type Prob, prob } from '../../engine/units.js';

/** The score of a timed game. */
export interface MarginSituation {
  /** Of the home side, below 0 where it trails. */
  readonly lead: number;
  /** Part of regulation that is left, 0..1; in overtime its length over that of regulation. */
  readonly remaining: number;
}

/** The margin as a Brownian motion with drift. */
export interface BrownianModel {
  /** Of the home side over the whole game: the closing spread with its sign turned. */
  readonly expectedMargin: number;
  /** Standard deviation of the margin of a whole game, against the spread. */
  readonly marginDeviation: number;
  /** Probability of the home side where regulation or an overtime ends level. */
  readonly overtimeHome: Prob;
}

/**
 * `Φ((l + f μ) / (s √f))`, f = the part that is left; at f = 0 the leader (Stern 1994, JASA 89). Over-confident in
 * the last two minutes of basketball, where possessions are discrete.
 */
export function brownianWin(model: BrownianModel, situation: MarginSituation): Prob {
  checkSituation(model, situation);
  const { lead, remaining } = situation;
  if (remaining === 0) return lead === 0 ? model.overtimeHome : prob(lead > 0 ? 1 : 0);
  return prob(normalCdf(leadScore(model, situation)));
}

/** Refuses a margin model and a situation that cannot be. @throws ASSERT_INVARIANT */
export function checkSituation(
  { marginDeviation }: Pick<BrownianModel, 'marginDeviation'>,
  { lead, remaining }: MarginSituation,
): void {
  assert(marginDeviation > 0, `a deviation is above 0, was ${marginDeviation}`);
  assert(Number.isFinite(lead), `a lead is a number, was ${lead}`);
  assert(remaining >= 0 && remaining <= 1, `what is left is in [0, 1], was ${remaining}`);
}

/**
 * The lead with the drift that is left, in standard deviations of what is left: `(l + f μ) / (s √f)`. Neutral to
 * the sport. `remaining` above 0.
 */
export const leadScore = (
  { expectedMargin, marginDeviation }: Pick<BrownianModel, 'expectedMargin' | 'marginDeviation'>,
  { lead, remaining }: MarginSituation,
): number => (lead + remaining * expectedMargin) / (marginDeviation * Math.sqrt(remaining));
