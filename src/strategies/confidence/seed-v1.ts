import type { ConfidenceFactor } from './confidence-factor.js';
import { gameState } from './game-state.js';
import { priceDrop } from './price-drop.js';
import { spread } from './spread.js';
import { timeRemaining } from './time-remaining.js';
import { trend } from './trend.js';
import { volume } from './volume.js';

/** A factor and its weight in whole percent. */
export interface WeightedFactor {
  readonly factor: ConfidenceFactor;
  readonly weightPercent: number;
}

/** The factors and weights of the seed system, as it meant them. The weights sum to 100. */
export const SEED_V1: readonly WeightedFactor[] = [
  { factor: priceDrop, weightPercent: 30 },
  { factor: timeRemaining, weightPercent: 20 },
  { factor: volume, weightPercent: 15 },
  { factor: trend, weightPercent: 15 },
  { factor: gameState, weightPercent: 10 },
  { factor: spread, weightPercent: 10 },
];
