import { normalCdf } from '../../engine/exact-math.js';
import { type ForecastSample, sumByGame } from './forecast-sample.js';

/** A score test of calibration, once as if rows were independent and once by game. */
export interface ScoreTest {
  /** Σ of the score over its standard deviation if rows were independent. */
  readonly z: number;
  /** Two-sided. With several rows a game it rejects far too often. */
  readonly p: number;
  /** The same with the variance of whole games. */
  readonly clusteredZ: number;
  readonly clusteredP: number;
}

/** Two-sided p-value of a standard normal statistic. */
export const twoSided = (z: number): number => 2 * normalCdf(-Math.abs(z));

/**
 * Spiegelhalter's test: Z = Σ w (y - p)(1 - 2p) / √Σ w² (1 - 2p)² p (1 - p) (Statistics in Medicine 5, 1986), and with
 * √Σ_g (Σ w (y - p)(1 - 2p))² below, games being the clusters. `null` where every forecast is 0, 1/2 or 1.
 */
export const spiegelhalterTest = (sample: ForecastSample): ScoreTest | null =>
  scoreTest(sample, (p) => 1 - 2 * p);

/** The same for the mean error y - p: is YES priced too high or too low on the whole? */
export const meanErrorTest = (sample: ForecastSample): ScoreTest | null => scoreTest(sample, () => 1);

function scoreTest(sample: ForecastSample, direction: (p: number) => number): ScoreTest | null {
  let total = 0;
  let variance = 0;
  for (let i = 0; i < sample.rows; i += 1) {
    const p = sample.probability[i] as number;
    const scaled = (sample.weight[i] as number) * direction(p);
    total += scaled * ((sample.outcome[i] as number) - p);
    variance += scaled * scaled * p * (1 - p);
  }
  const byGame = sumByGame(sample, (i) => {
    const p = sample.probability[i] as number;
    return direction(p) * ((sample.outcome[i] as number) - p);
  });
  const squares = byGame.reduce((sum, value) => sum + value * value, 0);
  if (!(variance > 0) || !(squares > 0)) return null;
  const z = total / Math.sqrt(variance);
  const clusteredZ = total / Math.sqrt(squares);
  return { z, p: twoSided(z), clusteredZ, clusteredP: twoSided(clusteredZ) };
}
