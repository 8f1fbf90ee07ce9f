import { z } from 'zod';
import { pregameSchema } from '../baseline/baseline-parameters.js';
import {
  BELIEF_FIELDS,
  BELIEF_SIZING_FIELD,
  BOOK_FIELDS,
  GAME_LIMIT_FIELDS,
  HOURS_FIELDS,
  ORDER_FIELDS,
  refuseEmptyWindows,
  SWITCH_FIELDS,
  WINDOW_FIELDS,
} from '../entry/entry-fields.js';

const modelSchema = z.strictObject({
  marginDeviation: z
    .union([z.literal('league'), z.number().min(1).max(40)])
    .default('league')
    .describe('deviation of the final margin, points; league = its working value'),
  possessionPoints: z
    .number()
    .min(0)
    .max(3)
    .default(1.1)
    .describe('points of a possession in basketball: who has the ball is ahead by half of them'),
  hockeyGoals: z
    .number()
    .min(1)
    .max(12)
    .default(6)
    .describe('ASSUMPTION: goals of both sides in a game of hockey'),
  shrink: z
    .number()
    .gt(0)
    .max(1)
    .default(0.5)
    .describe('belief = price + shrink x (model - price): 1 trusts the model alone'),
});

const entrySchema = z.strictObject({
  ...BELIEF_FIELDS,
  stateAgeSecondsMax: z
    .number()
    .positive()
    .default(30)
    .describe('oldest state of the game that is believed, seconds'),
  feedLagSeconds: z
    .number()
    .min(0)
    .max(300)
    .default(15)
    .describe(
      'ASSUMPTION: latest that the feed of the game comes, seconds: what the mid did so long before a state without a score, that state may not know',
    ),
  moveMax: z
    .number()
    .min(0)
    .max(1)
    .default(0.005)
    .describe('most that the mid moved since that state, dollars a share: more, and the price knows more'),
  ...BOOK_FIELDS,
  ...WINDOW_FIELDS,
  progressTo: WINDOW_FIELDS.progressTo.default(0.95),
  secondsLeftMin: WINDOW_FIELDS.secondsLeftMin.default(120),
  ...HOURS_FIELDS,
  ...GAME_LIMIT_FIELDS,
  ...ORDER_FIELDS,
});

const shape = z.strictObject({
  ...SWITCH_FIELDS,
  prior: pregameSchema.prefault({ policy: 'last-mid-before-start' }),
  model: modelSchema.prefault({}),
  entry: entrySchema.prefault({}),
  sizing: BELIEF_SIZING_FIELD,
});

/** Parameters that were checked. */
export type ModelEdgeParameters = z.infer<typeof shape>;

/** Everything that `model-edge` can be told. */
export const modelEdgeParameters: z.ZodType<ModelEdgeParameters> = shape.superRefine(({ entry }, context) =>
  refuseEmptyWindows(entry, (path, message) =>
    context.addIssue({ code: 'custom', path: [...path], message }),
  ),
);
