import { lead } from './lead.js';
import { priceDrop } from './price-drop.js';
import { reversion } from './reversion.js';
import type { WeightedFactor } from './seed-v1.js';
import { spreadCents } from './spread-cents.js';
import { timeRemaining } from './time-remaining.js';
import { volume } from './volume.js';

/**
 * The seed system's idea with its faults mended: the score signed and scaled to the sport, the spread in cents, and the
 * trend the way recorded prices go. The weights are the seed system's; nobody has fitted them.
 */
export const TOUCHLINE_V1: readonly WeightedFactor[] = [
  { factor: priceDrop, weightPercent: 30 },
  { factor: timeRemaining, weightPercent: 20 },
  { factor: volume, weightPercent: 15 },
  { factor: reversion, weightPercent: 15 },
  { factor: lead, weightPercent: 10 },
  { factor: spreadCents, weightPercent: 10 },
];
