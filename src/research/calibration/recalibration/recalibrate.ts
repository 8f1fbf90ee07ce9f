import { assertNever } from '../../../engine/assert.js';
import { clippedProbability, DEFAULT_CLIP } from '../../scores/log-loss.js';
import { interpolated } from '../isotonic.js';
import { logistic, logOdds } from '../logistic-fit.js';
import type { Recalibration } from './recalibration.js';
import { vennAbers } from './venn-abers.js';

/** The recalibrated probability. For the maps on a logit, 0 and 1 are read as 1e-15 away from themselves. */
export function recalibrate(map: Recalibration, probability: number): number {
  const p = clippedProbability(probability, DEFAULT_CLIP);
  switch (map.kind) {
    case 'platt':
      return logistic(-map.a * logOdds(p) - map.b);
    case 'logistic':
      return logistic(map.intercept + map.slope * logOdds(p));
    case 'temperature':
      return logistic(map.inverseTemperature * logOdds(p));
    case 'beta':
      return logistic(map.c + map.a * Math.log(p) - map.b * Math.log1p(-p));
    case 'isotonic':
      return interpolated(map.values, map.levels, probability);
    case 'venn-abers':
      return vennAbers(map, probability).probability;
    default:
      return assertNever(map);
  }
}
