import { z } from 'zod';
import { baselineSchema } from '../baseline/baseline-parameters.js';
import {
  BOOK_FIELDS,
  CLOCK_POLICY_FIELDS,
  CONFIDENCE_FIELDS,
  GAME_LIMIT_FIELDS,
  HOURS_FIELDS,
  LEAD_FIELDS,
  ORDER_FIELDS,
  PHASE_FIELDS,
  points,
  REENTRY_FIELDS,
  refuseEmptyWindows,
  SIZING_FIELD,
  SWITCH_FIELDS,
  WINDOW_FIELDS,
} from '../entry/entry-fields.js';
import { GAME_EXIT_FIELDS, HOLD_EXIT_FIELDS, PRICE_EXIT_FIELDS } from '../exit/exit-fields.js';

const OFF = z.literal('off');
const part = (what: string) => z.number().gt(0).lt(1).describe(`${what}, as a part: 0.15 is 15 %`);

const entrySchema = z.strictObject({
  baselineMin: points('least price of the favourite before the dip').default(0.55),
  dipRelativeMin: z.union([part('least fall from the baseline, relative'), OFF]).default(0.15),
  dipPointsMin: z.union([points('least fall from the baseline'), OFF]).default('off'),
  dipRule: z.enum(['all', 'any']).default('all').describe('whether both dips are needed, or one'),
  ...BOOK_FIELDS,
  ...PHASE_FIELDS,
  ...WINDOW_FIELDS,
  ...CLOCK_POLICY_FIELDS,
  ...LEAD_FIELDS,
  ...HOURS_FIELDS,
  ...CONFIDENCE_FIELDS,
  ...REENTRY_FIELDS,
  ...GAME_LIMIT_FIELDS,
  ...ORDER_FIELDS,
});

/** Settings that can never let a trade through are refused: they would look like a quiet market. */
function refuseVacuous({ entry, baseline }: FavouriteDipParameters, context: z.RefinementCtx): void {
  const refuse = (path: readonly string[], message: string): void => {
    context.addIssue({ code: 'custom', path: [...path], message });
  };
  if (entry.dipRelativeMin === 'off' && entry.dipPointsMin === 'off') {
    refuse(
      ['entry', 'dipRelativeMin'],
      'one of dipRelativeMin and dipPointsMin is needed: without a dip every price passes',
    );
  }
  if (entry.phase === 'pre-game' && baseline.policy.endsWith('-before-start')) {
    refuse(
      ['entry', 'phase'],
      `the baseline ${baseline.policy} is not known before the start, so nothing could be entered`,
    );
  }
  refuseEmptyWindows(entry, refuse);
}

const shape = z.strictObject({
  ...SWITCH_FIELDS,
  baseline: baselineSchema.prefault({ policy: 'last-mid-before-start' }),
  entry: entrySchema.prefault({}),
  exit: z.strictObject({ ...PRICE_EXIT_FIELDS, ...GAME_EXIT_FIELDS, ...HOLD_EXIT_FIELDS }).prefault({}),
  sizing: SIZING_FIELD,
});

/** Parameters that were checked. */
export type FavouriteDipParameters = z.infer<typeof shape>;

/** Everything that `favourite-dip` can be told. Defaults are those of the seed system, in honest units. */
export const favouriteDipParameters: z.ZodType<FavouriteDipParameters> = shape.superRefine(refuseVacuous);
