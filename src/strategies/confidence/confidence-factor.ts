import type { ConfidenceInputs } from './confidence-inputs.js';

/**
 * One factor: a step table over its own inputs. Scores are whole tenths, so that a weighted sum is exact
 * and a value on a step is on it.
 */
export interface ConfidenceFactor {
  readonly name: string;
  /** Tenths that policy `neutral` gives when the input is not known. */
  readonly neutralTenths: number;
  /** 0..10, or `null` when an input is not known. Allocates nothing. */
  tenths(inputs: ConfidenceInputs): number | null;
  /** The inputs in words, for the decision record. */
  describe(inputs: ConfidenceInputs): string;
}

/** Neither `null` nor NaN nor infinite. */
export const isKnown = (value: number | null): value is number => value !== null && Number.isFinite(value);

/** A price of 1e-4 dollars as people write it, to a tenth of its unit. */
export const dollars = (value: number | null): string =>
  isKnown(value) ? String(Math.round(value * 10) / 100_000) : 'not known';
