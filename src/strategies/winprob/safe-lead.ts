import { assert } from '../../engine/assert.js';
import { normalCdf } from '../../engine/exact-math.js';
import { type Prob, prob } from '../../engine/units.js';

/** Scoring as a random walk without drift. */
export interface SafeLeadModel {
  /** D, points² a second; 0.0363 for the NBA. */
  readonly diffusion: number;
}

/** What the safe-lead model reads. */
export interface SafeLeadSituation {
  readonly lead: number;
  readonly secondsRemaining: number;
}

/**
 * Probability that the leader is never caught: `erf(L / √(4 D τ))` (Clauset, Kogan, Redner 2015, arXiv
 * 1503.03509); 1 with nothing left, 0 when level.
 */
export function safeLeadProbability({ diffusion }: SafeLeadModel, situation: SafeLeadSituation): Prob {
  const { lead, secondsRemaining } = situation;
  assert(diffusion > 0 && secondsRemaining >= 0, 'diffusion is above 0 and time is 0 or more');
  if (lead === 0) return prob(0);
  const spread = Math.sqrt(2 * diffusion * secondsRemaining);
  return prob(2 * normalCdf(Math.abs(lead) / spread) - 1);
}

/** Probability of the home side without drift: `(1 + Q) / 2` for the leader, Q = the chance never to be caught. */
export function safeLeadWin(model: SafeLeadModel, situation: SafeLeadSituation): Prob {
  const leader = (1 + safeLeadProbability(model, situation)) / 2;
  return prob(situation.lead >= 0 ? leader : 1 - leader);
}
