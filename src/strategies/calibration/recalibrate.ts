import { assertNever } from '../../engine/assert.js';
import { exactExp, exactLog } from '../../engine/exact-math.js';
import { interpolated } from './isotonic.js';
import type { Recalibration } from './recalibration.js';
import { vennAbers } from './venn-abers.js';

/** Where 0 and 1 are read: as close as the log score reads them. */
const CLIP = 1e-15;

/** A stake can hang on it, so it is the same to the last bit on every machine. */
const logOdds = (p: number): number => exactLog(p) - exactLog(1 - p);
const logistic = (x: number): number => (x >= 0 ? 1 / (1 + exactExp(-x)) : exactExp(x) / (1 + exactExp(x)));

/** The recalibrated probability. For the maps on a logit, 0 and 1 are read as 1e-15 away from themselves. */
export function recalibrate(map: Recalibration, probability: number): number {
  const p = Math.min(1 - CLIP, Math.max(CLIP, probability));
  switch (map.kind) {
    case 'platt':
      return logistic(-map.a * logOdds(p) - map.b);
    case 'logistic':
      return logistic(map.intercept + map.slope * logOdds(p));
    case 'temperature':
      return logistic(map.inverseTemperature * logOdds(p));
    case 'beta':
      return logistic(map.c + map.a * exactLog(p) - map.b * exactLog(1 - p));
    case 'isotonic':
      return interpolated(map.values, map.levels, probability);
    case 'venn-abers':
      return vennAbers(map, probability).probability;
    default:
      return assertNever(map);
  }
}
