import { TouchlineError } from '../../engine/errors.js';

const SUM_TOLERANCE = 1e-9;

/** Cumulated forecast and outcome of ordered classes. `outcome` is the index of the class that came true. */
function cumulated(
  probabilities: readonly number[],
  outcome: number,
): readonly (readonly [number, number])[] {
  const sum = probabilities.reduce((total, each) => total + each, 0);
  const sound = probabilities.length >= 2 && probabilities.every((each) => each >= 0 && each <= 1);
  if (!sound || Math.abs(sum - 1) > SUM_TOLERANCE || !(outcome in probabilities)) {
    throw new TouchlineError('DATA_PROBABILITY', 'these are no probabilities of ordered classes', {
      where: { probabilities: probabilities.join(' '), outcome },
      hint: 'wanted two or more from 0 to 1 with the sum 1, and the index of one of them',
    });
  }
  let total = 0;
  return probabilities.map((each, k) => {
    total += each;
    return [total, k >= outcome ? 1 : 0] as const;
  });
}

/**
 * Ranked probability score of ordered classes (home, draw, away): Σ (P_k - O_k)² over the cumulated forecast
 * and outcome, 0 is best. `football` divides by K - 1 (Constantinou and Fenton 2012), `plain` does not.
 *
 * @example
 * rankedProbabilityScore([0.8, 0.1, 0.1], 0, 'football'); // 0.025
 */
export function rankedProbabilityScore(
  probabilities: readonly number[],
  outcome: number,
  form: 'football' | 'plain',
): number {
  const sum = cumulated(probabilities, outcome).reduce((total, [p, o]) => total + (p - o) ** 2, 0);
  return form === 'football' ? sum / (probabilities.length - 1) : sum;
}

/** Ranked log score of ordered classes: -Σ ln |P_k + O_k - 1|, in nats, 0 is best (Tödter and Ahrens 2012). */
export const rankedLogScore = (probabilities: readonly number[], outcome: number): number =>
  // The last class always cumulates to 1 on both sides and adds nothing.
  cumulated(probabilities, outcome)
    .slice(0, -1)
    .reduce((total, [p, o]) => total - Math.log(Math.abs(p + o - 1)), 0);
