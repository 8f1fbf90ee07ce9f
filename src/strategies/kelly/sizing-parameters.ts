import { z } from 'zod';
import { calibrationSetting } from '../calibration/calibration-setting.js';

const share = (what: string) => z.number().gt(0).max(1).describe(`${what}, as a part of the bankroll`);
const kellyFraction = z
  .number()
  .gt(0)
  .max(1)
  .default(0.25)
  .describe('part of the Kelly stake: 0.25 trusts the own belief a quarter and the price three');

const fixed = z.strictObject({
  mode: z.literal('fixed'),
  usd: z.number().positive().default(20).describe('stake, dollars'),
});
const fraction = z.strictObject({
  mode: z.literal('fraction'),
  bankrollShare: share('stake').default(0.02),
});

const assumedKelly = z.strictObject({
  mode: z.literal('kelly'),
  assumedEdge: z
    .number()
    .gt(0)
    .lt(1)
    .describe('ASSUMPTION: how far the true probability lies above the mid, in points: 0.03'),
  kellyFraction,
});

const stakeSchema = z.discriminatedUnion('mode', [
  fixed,
  fraction,
  z.strictObject({
    mode: z.literal('seed-kelly'),
    kellyFraction,
    cap: share('most of a stake').default(0.5),
  }),
  assumedKelly,
  z.strictObject({
    mode: z.literal('calibrated'),
    calibration: calibrationSetting,
    kellyFraction,
  }),
]);

const chance = (what: string) => z.number().gt(0).lt(1).describe(what);

/** Kelly on the strategy's own probability. The three kinds answer different questions: they are not multiplied. */
const beliefStakeSchema = z.discriminatedUnion('mode', [
  fixed,
  fraction,
  z.strictObject({ mode: z.literal('belief-kelly'), kellyFraction }),
  z.strictObject({ mode: z.literal('game-kelly'), kellyFraction }),
  z.strictObject({
    mode: z.literal('estimated-kelly'),
    deviation: chance('standard error of the belief, in points: 0.03').default(0.03),
  }),
  z.strictObject({
    mode: z.literal('drawdown-kelly'),
    level: chance('part of the bankroll that should be kept: 0.7').default(0.7),
    chance: chance('and the chance that is borne of ever falling below it: 0.1').default(0.1),
  }),
]);

const LIMIT_FIELDS = {
  bankrollShareMax: share('most of one stake').default(0.5),
  gameShareMax: share('most of all stakes in one game').default(0.5),
  usdMax: z
    .union([z.number().positive().describe('most of one stake, dollars'), z.literal('off')])
    .default('off'),
  lossStreakReduction: z
    .number()
    .min(0)
    .lt(1)
    .default(0)
    .describe('cut for each loss in a row, as a part: 0.1 is 10 %'),
  lossStreakFloor: z.number().min(0).max(1).default(0.1).describe('the cuts leave at least this part'),
};

/** How much is staked: a way to find it, then limits that only make it smaller. */
export const sizingSchema = z.strictObject({
  stake: stakeSchema.prefault({ mode: 'fixed' }),
  ...LIMIT_FIELDS,
});

/** The same for a strategy that has a probability of its own. */
export const beliefSizingSchema = z.strictObject({
  stake: beliefStakeSchema.prefault({ mode: 'fixed' }),
  ...LIMIT_FIELDS,
});

/** The same for a strategy that has neither a confidence nor a probability. */
export const plainSizingSchema = z.strictObject({
  stake: z.discriminatedUnion('mode', [fixed, fraction, assumedKelly]).prefault({ mode: 'fixed' }),
  ...LIMIT_FIELDS,
});

/** Settings of sizing that were checked. */
export type SizingParameters = z.infer<typeof sizingSchema> | z.infer<typeof beliefSizingSchema>;

/** A stake by Kelly on the strategy's own probability. */
export type BeliefStake = Exclude<z.infer<typeof beliefStakeSchema>, { readonly mode: 'fixed' | 'fraction' }>;
