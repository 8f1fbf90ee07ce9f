import { z } from 'zod';
import { calibrationSetting } from '../calibration/calibration-setting.js';

const share = (what: string) => z.number().gt(0).max(1).describe(`${what}, as a part of the bankroll`);
const kellyFraction = z
  .number()
  .gt(0)
  .max(1)
  .default(0.25)
  .describe('part of the Kelly stake: 0.25 trusts the own belief a quarter and the price three');

const stakeSchema = z.discriminatedUnion('mode', [
  z.strictObject({
    mode: z.literal('fixed'),
    usd: z.number().positive().default(20).describe('stake, dollars'),
  }),
  z.strictObject({ mode: z.literal('fraction'), bankrollShare: share('stake').default(0.02) }),
  z.strictObject({
    mode: z.literal('seed-kelly'),
    kellyFraction,
    cap: share('most of a stake').default(0.5),
  }),
  z.strictObject({
    mode: z.literal('kelly'),
    assumedEdge: z
      .number()
      .gt(0)
      .lt(1)
      .describe('ASSUMPTION: how far the true probability lies above the mid, in points: 0.03'),
    kellyFraction,
  }),
  z.strictObject({
    mode: z.literal('calibrated'),
    calibration: calibrationSetting,
    kellyFraction,
  }),
]);

/** How much is staked: a way to find it, then limits that only make it smaller. */
export const sizingSchema = z.strictObject({
  stake: stakeSchema.prefault({ mode: 'fixed' }),
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
});

/** Settings of sizing that were checked. */
export type SizingParameters = z.infer<typeof sizingSchema>;
