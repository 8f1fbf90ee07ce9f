import { normalCdf } from '../../engine/exact-math.js';
import { type Prob, prob } from '../../engine/units.js';
import { type BrownianModel, brownianWin, checkSituation, type MarginSituation } from './brownian.js';
import { type Drive, drivePoints } from './drive-points.js';

/** The Brownian model with margins in whole points, so that a tie has a probability of its own. */
export type DiscreteMarginModel = BrownianModel;

/** Score and clock, and who has the ball where that is known: left out or `null` = it is not. */
export interface DiscreteMarginSituation extends MarginSituation {
  readonly drive?: Drive | null;
}

/** Half a point: a margin below it is a tie. */
const HALF_POINT = 0.5;

/**
 * `P(margin >= 1/2) + overtime x P(|margin| < 1/2)`, the margin normal about `l + d + f μ` with deviation `s √f`; d =
 * the points that the drive is worth (pro-football-reference.com/about/win_prob.htm; Winston, Mathletics). Once
 * nothing is left the score decides, whoever has the ball.
 */
export function discreteMarginWin(model: DiscreteMarginModel, situation: DiscreteMarginSituation): Prob {
  checkSituation(model, situation);
  const { lead, remaining, drive = null } = situation;
  if (remaining === 0) return brownianWin(model, situation);
  const mean = lead + drivePoints(drive) + remaining * model.expectedMargin;
  const deviation = model.marginDeviation * Math.sqrt(remaining);
  const win = normalCdf((mean - HALF_POINT) / deviation);
  const notLoss = normalCdf((mean + HALF_POINT) / deviation);
  return prob(Math.min(1, win + model.overtimeHome * (notLoss - win)));
}
