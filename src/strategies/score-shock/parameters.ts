import { z } from 'zod';
import {
  BOOK_FIELDS,
  CLOCK_POLICY_FIELDS,
  GAME_LIMIT_FIELDS,
  HOURS_FIELDS,
  ORDER_FIELDS,
  PLAIN_SIZING_FIELD,
  points,
  REENTRY_FIELDS,
  refuseEmptyWindows,
  SWITCH_FIELDS,
  WINDOW_FIELDS,
} from '../entry/entry-fields.js';
import { HOLD_EXIT_FIELDS, PRICE_EXIT_FIELDS } from '../exit/exit-fields.js';

const seconds = (what: string) => z.number().positive().max(3_600).describe(`${what}, seconds`);

const entrySchema = z.strictObject({
  jumpMin: points('least move of the mid around the score').default(0.06),
  windowSeconds: seconds('how long after a score was heard an entry may follow').default(60),
  lookBackSeconds: seconds('the move is measured from where the mid stood this long before').default(30),
  ...BOOK_FIELDS,
  ...WINDOW_FIELDS,
  progressTo: WINDOW_FIELDS.progressTo.default(0.9),
  ...CLOCK_POLICY_FIELDS,
  ...HOURS_FIELDS,
  ...REENTRY_FIELDS,
  ...GAME_LIMIT_FIELDS,
  ...ORDER_FIELDS,
});

const shape = z.strictObject({
  ...SWITCH_FIELDS,
  direction: z.enum(['fade', 'follow']).default('fade').describe('against the move, or with it'),
  entry: entrySchema.prefault({}),
  exit: z
    .strictObject({
      ...PRICE_EXIT_FIELDS,
      ...HOLD_EXIT_FIELDS,
      holdMinutesMax: HOLD_EXIT_FIELDS.holdMinutesMax.default(10),
    })
    .prefault({}),
  sizing: PLAIN_SIZING_FIELD,
});

/** Parameters that were checked. */
export type ScoreShockParameters = z.infer<typeof shape>;

/** Everything that `score-shock` can be told. */
export const scoreShockParameters: z.ZodType<ScoreShockParameters> = shape.superRefine(({ entry }, context) =>
  refuseEmptyWindows(entry, (path, message) =>
    context.addIssue({ code: 'custom', path: [...path], message }),
  ),
);
