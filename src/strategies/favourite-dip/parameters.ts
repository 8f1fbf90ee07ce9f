import { z } from 'zod';
import { CONFIDENCE_PRESETS, MISSING_POLICIES } from '../confidence/score-confidence.js';
import { sizingSchema } from '../kelly/sizing-parameters.js';

const OFF = z.literal('off');
const points = (what: string) => z.number().gt(0).lt(1).describe(`${what}, dollars a share`);
const part = (what: string) => z.number().gt(0).lt(1).describe(`${what}, as a part: 0.15 is 15 %`);
const minutes = (what: string) => z.number().positive().max(7_200).describe(`${what}, minutes`);
const knownShareMin = z
  .number()
  .min(0)
  .max(1)
  .default(0.5)
  .describe('part of the window in which a mid must have been known');
const clockTime = (what: string) =>
  z
    .string()
    .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'a time of day from 00:00 to 24:00')
    .describe(`${what}, in the time zone of the account, HH:MM`);
const unknownPolicy = (what: string) =>
  z.enum(['allow', 'block']).default('block').describe(`what to do where the data does not tell ${what}`);

const baselineSchema = z.discriminatedUnion('policy', [
  z.strictObject({ policy: z.literal('last-mid-before-start') }),
  z.strictObject({
    policy: z.literal('twap-before-start'),
    windowMinutes: minutes('length of the window'),
    knownShareMin,
  }),
  z.strictObject({ policy: z.literal('opening') }),
  z.strictObject({
    policy: z.literal('lagged-twap'),
    lagMinutes: minutes('how far back the window ends').default(30),
    windowMinutes: minutes('length of the window').default(120),
    knownShareMin,
  }),
  z.strictObject({
    policy: z.literal('external-line'),
    probability: z.number().gt(0).lt(1).describe('probability of YES'),
    knownAt: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}Z$/)
      .describe('when the line could have been known, YYYY-MM-DDTHH:MMZ'),
  }),
]);

const entrySchema = z.strictObject({
  baselineMin: points('least price of the favourite before the dip').default(0.55),
  dipRelativeMin: z.union([part('least fall from the baseline, relative'), OFF]).default(0.15),
  dipPointsMin: z.union([points('least fall from the baseline'), OFF]).default('off'),
  dipRule: z.enum(['all', 'any']).default('all').describe('whether both dips are needed, or one'),
  spreadMax: points('widest spread').default(0.05),
  sizeMinShares: z.number().min(0).default(0).describe('least size at the ask, shares'),
  unknownSize: unknownPolicy('the size at the ask'),
  phase: z.enum(['in-play', 'pre-game', 'any']).default('in-play').describe('when entries are allowed'),
  unknownPhase: unknownPolicy('whether the game has begun'),
  progressFrom: z.number().min(0).max(1).default(0).describe('entry window, part of regulation played'),
  progressTo: z.number().min(0).max(1).default(0.75).describe('end of the entry window'),
  secondsLeftMin: z.number().min(0).default(300).describe('least seconds of regulation left'),
  unknownClock: unknownPolicy('the game clock'),
  hoursFrom: clockTime('first minute of the day with entries').default('00:00'),
  hoursTo: clockTime('first minute of the day without entries any more').default('24:00'),
  confidenceMin: z.number().min(0).max(1).default(0.6).describe('least confidence, 0..1'),
  confidencePreset: z.enum(CONFIDENCE_PRESETS).default('seed-v1').describe('factors, weights and steps'),
  confidenceMissing: z
    .enum(MISSING_POLICIES)
    .default('neutral')
    .describe('what a factor without data does to the score'),
  entriesPerMarketMax: z.int().min(1).default(1).describe('entries in one market'),
  positionsPerGameMax: z.int().min(1).default(1).describe('markets of one game held at once'),
  coolDownMinutes: z.number().min(0).default(10).describe('after an exit, no entry in that market, minutes'),
  slippageMax: z.number().min(0).lt(0.5).default(0.01).describe('most above the ask, dollars a share'),
});

const exitSchema = z.strictObject({
  takeProfit: z
    .union([z.number().positive().max(2).describe('gain on the entry price, as a part: 0.2 is 20 %'), OFF])
    .default(0.2),
  stopLoss: z.union([part('loss on the entry price'), OFF]).default(0.1),
  trailingStop: z.union([part('fall from the best bid since entry'), OFF]).default('off'),
  secondsLeftMax: z
    .union([z.number().min(0).describe('close when this many seconds of regulation are left'), OFF])
    .default('off'),
  segment: z
    .union([
      z
        .string()
        .regex(
          /^(q[1-4]|h[12]|p[1-3]|ot)$/,
          'a quarter, half, period or overtime: q1 to q4, h1, h2, p1 to p3, ot',
        )
        .describe('close in this segment of the game: q4, h2, p3, ot'),
      OFF,
    ])
    .default('off'),
  segmentProgressMin: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe('and only once this part of regulation was played: q4 with 2:00 left is 0.9583'),
  deficitMax: z
    .union([
      z.number().positive().describe('close when the side trails by more than this, points or goals'),
      OFF,
    ])
    .default('off'),
  holdMinutesMax: z.union([minutes('close after this long'), OFF]).default('off'),
  slippageMax: z.number().min(0).lt(0.5).default(0.03).describe('most below the bid, dollars a share'),
});

/** Settings that can never let a trade through are refused: they would look like a quiet market. */
function refuseVacuous(value: FavouriteDipParameters, context: z.RefinementCtx): void {
  const { entry } = value;
  const refuse = (path: readonly string[], message: string): void => {
    context.addIssue({ code: 'custom', path: [...path], message });
  };
  if (entry.dipRelativeMin === 'off' && entry.dipPointsMin === 'off') {
    refuse(
      ['entry', 'dipRelativeMin'],
      'one of dipRelativeMin and dipPointsMin is needed: without a dip every price passes',
    );
  }
  if (entry.progressFrom >= entry.progressTo) {
    refuse(
      ['entry', 'progressTo'],
      `the entry window is empty: it ends at ${entry.progressTo}, not after ${entry.progressFrom}`,
    );
  }
  if (entry.phase === 'pre-game' && value.baseline.policy.endsWith('-before-start')) {
    refuse(
      ['entry', 'phase'],
      `the baseline ${value.baseline.policy} is not known before the start, so nothing could be entered`,
    );
  }
  if (entry.hoursFrom >= entry.hoursTo) {
    refuse(['entry', 'hoursTo'], `no hour lies between ${entry.hoursFrom} and ${entry.hoursTo}`);
  }
}

const shape = z.strictObject({
  enabled: z.boolean().default(true).describe('whether entries are made at all'),
  side: z.enum(['both', 'yes', 'no']).default('both').describe('which side of a market may be bought'),
  baseline: baselineSchema.prefault({ policy: 'last-mid-before-start' }),
  entry: entrySchema.prefault({}),
  exit: exitSchema.prefault({}),
  sizing: sizingSchema.prefault({}),
});

/** Parameters that were checked. */
export type FavouriteDipParameters = z.infer<typeof shape>;

/** Everything that `favourite-dip` can be told. Defaults are those of the seed system, in honest units. */
export const favouriteDipParameters: z.ZodType<FavouriteDipParameters> = shape.superRefine(refuseVacuous);
