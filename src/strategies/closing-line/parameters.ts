import { z } from 'zod';
import { DEVIG_METHODS } from '../devig/devig.js';
import {
  BELIEF_FIELDS,
  BELIEF_SIZING_FIELD,
  BOOK_FIELDS,
  GAME_LIMIT_FIELDS,
  HOURS_FIELDS,
  ORDER_FIELDS,
  PHASE_FIELDS,
  refuseEmptyHours,
  SWITCH_FIELDS,
} from '../entry/entry-fields.js';
import { linesSetting } from './line-setting.js';

const entrySchema = z.strictObject({
  ...BELIEF_FIELDS,
  lineAgeMinutesMax: z.number().positive().default(720).describe('oldest line that is believed, minutes'),
  ...BOOK_FIELDS,
  ...PHASE_FIELDS,
  phase: PHASE_FIELDS.phase.default('pre-game'),
  ...HOURS_FIELDS,
  ...GAME_LIMIT_FIELDS,
  ...ORDER_FIELDS,
});

const shape = z.strictObject({
  ...SWITCH_FIELDS,
  lines: linesSetting,
  devig: z.enum(DEVIG_METHODS).default('power').describe('how odds become probabilities'),
  shrink: z
    .number()
    .gt(0)
    .max(1)
    .default(1)
    .describe('belief = price + shrink x (line - price): 1 trusts the line alone'),
  entry: entrySchema.prefault({}),
  sizing: BELIEF_SIZING_FIELD,
});

/** Parameters that were checked. */
export type ClosingLineParameters = z.infer<typeof shape>;

/** Everything that `closing-line` can be told. */
export const closingLineParameters: z.ZodType<ClosingLineParameters> = shape.superRefine(
  ({ entry }, context) =>
    refuseEmptyHours(entry, (path, message) =>
      context.addIssue({ code: 'custom', path: [...path], message }),
    ),
);
