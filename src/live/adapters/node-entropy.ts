import { randomBytes } from 'node:crypto';
import type { Entropy } from '../ports/entropy.js';

/** Chance of the operating system. */
export const nodeEntropy: Entropy = { bytes: (count) => randomBytes(count) };
