import type { FactorScore } from '../../engine/gate-sheet.js';
import type { ConfidenceInputs } from './confidence-inputs.js';
import { SEED_V1, type WeightedFactor } from './seed-v1.js';
import { TOUCHLINE_V1 } from './touchline-v1.js';

const PRESETS = { 'seed-v1': SEED_V1, 'touchline-v1': TOUCHLINE_V1 } as const satisfies Readonly<
  Record<string, readonly WeightedFactor[]>
>;

/** Names of the presets, as a configuration writes them. */
export const CONFIDENCE_PRESETS = [
  'seed-v1',
  'touchline-v1',
] as const satisfies readonly (keyof typeof PRESETS)[];
/** One of them. */
export type ConfidencePreset = (typeof CONFIDENCE_PRESETS)[number];

/** Names of the factors of every preset. */
export const FACTOR_NAMES = [
  'price_drop',
  'time_remaining',
  'volume',
  'trend',
  'game_state',
  'spread',
  'reversion',
  'lead',
  'spread_cents',
] as const;
/** One of them. */
export type FactorName = (typeof FACTOR_NAMES)[number];

/**
 * What a factor whose input is not known does to the score:
 * - `neutral`: it scores the seed system's value for a missing input, 0 for the price drop and .5 for the rest;
 * - `renormalise`: it is left out and the weights of the known ones are scaled up to 1;
 * - `veto`: there is no score.
 */
export const MISSING_POLICIES = ['neutral', 'renormalise', 'veto'] as const;
export type MissingPolicy = (typeof MISSING_POLICIES)[number];

/** Which tables score, and what a missing input does. */
export interface ConfidenceOptions {
  readonly preset: ConfidencePreset;
  readonly missing: MissingPolicy;
  /** Factors that are left out, by name, as an ablation does. Default none. */
  readonly without?: readonly FactorName[];
}

/** The seed system's words for a score. The strategy's own threshold decides, not these. */
export type Recommendation = 'STRONG_ENTRY' | 'GOOD' | 'ACCEPTABLE' | 'WEAK' | 'NO';

/** A score with its breakdown. */
export interface ConfidenceScore {
  /** 0..1, rounded to four decimals; `null` = vetoed, or no factor is known. */
  readonly overall: number | null;
  /** One a factor, in the order of the preset. Under `renormalise` an unknown one has the weight 0. */
  readonly factors: readonly FactorScore[];
  readonly recommendation: Recommendation | null;
}

/**
 * Confidence alone, without the breakdown: allocates nothing. `null` = vetoed, or no factor is known.
 *
 * @example confidenceOf(inputs, { preset: 'seed-v1', missing: 'veto' }); // 0.685
 */
export function confidenceOf(inputs: ConfidenceInputs, options: ConfidenceOptions): number | null {
  let sum = 0;
  let weights = 0;
  const { without } = options;
  for (const { factor, weightPercent } of PRESETS[options.preset]) {
    if (isLeftOut(without, factor.name)) continue;
    const tenths = factor.tenths(inputs);
    if (tenths === null && options.missing === 'veto') return null;
    if (tenths === null && options.missing === 'renormalise') continue;
    sum += weightPercent * (tenths ?? factor.neutralTenths);
    weights += weightPercent;
  }
  return weights === 0 ? null : fourDecimals(sum, weights);
}

/** `sum / (10 x weights)`, rounded half up to four decimals; both are whole numbers. */
const fourDecimals = (sum: number, weights: number): number =>
  Math.floor((2_000 * sum + weights) / (2 * weights)) / 10_000;

/**
 * Confidence with its breakdown, for the decision record: the sum of weight x score over the factors.
 *
 * @throws ASSERT_INVARIANT when `timeRemaining` is known and outside 0..1.
 */
export function scoreConfidence(inputs: ConfidenceInputs, options: ConfidenceOptions): ConfidenceScore {
  const overall = confidenceOf(inputs, options);
  const factors = breakdown(inputs, options);
  return { overall, factors, recommendation: overall === null ? null : recommend(overall) };
}

function breakdown(inputs: ConfidenceInputs, options: ConfidenceOptions): FactorScore[] {
  const preset = factorsOf(options.preset).filter(({ factor }) => !isLeftOut(options.without, factor.name));
  const tenths = preset.map(({ factor }) => factor.tenths(inputs));
  const counted = preset.map(({ weightPercent }, index) =>
    tenths[index] === null && options.missing === 'renormalise' ? 0 : weightPercent,
  );
  const weights = counted.reduce((sum, weight) => sum + weight, 0);
  return preset.map(({ factor }, index) => ({
    factor: factor.name,
    score: (tenths[index] ?? factor.neutralTenths) / 10,
    weight: weights === 0 ? 0 : (counted[index] ?? 0) / weights,
    known: tenths[index] !== null,
    detail: factor.describe(inputs),
  }));
}

/** Asked at every decision, so it makes no function. */
const isLeftOut = (without: readonly string[] | undefined, name: string): boolean =>
  without !== undefined && without.length > 0 && without.includes(name);

/** The factors of a preset with their weights. */
export const factorsOf = (preset: ConfidencePreset): readonly WeightedFactor[] => PRESETS[preset];

function recommend(overall: number): Recommendation {
  if (overall >= 0.8) return 'STRONG_ENTRY';
  if (overall >= 0.7) return 'GOOD';
  if (overall >= 0.6) return 'ACCEPTABLE';
  return overall >= 0.4 ? 'WEAK' : 'NO';
}
