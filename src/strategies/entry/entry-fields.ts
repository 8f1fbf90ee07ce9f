import { z } from 'zod';
import { CONFIDENCE_PRESETS, MISSING_POLICIES } from '../confidence/score-confidence.js';
import { sizingSchema } from '../kelly/sizing-parameters.js';

/** A distance between prices in dollars a share, in (0, 1). */
export const points = (what: string) => z.number().gt(0).lt(1).describe(`${what}, dollars a share`);

const clockTime = (what: string) =>
  z
    .string()
    .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'a time of day from 00:00 to 24:00')
    .describe(`${what}, in the time zone of the account, HH:MM`);

/** What to do where the data is silent; never a guess. */
export const unknownPolicy = (what: string) =>
  z.enum(['allow', 'block']).default('block').describe(`what to do where the data does not tell ${what}`);

/** Fields of the gates `enabled` and `side`: of the parameters themselves. The others are of their table `entry`. */
export const SWITCH_FIELDS = {
  enabled: z.boolean().default(true).describe('whether entries are made at all'),
  side: z.enum(['both', 'yes', 'no']).default('both').describe('which side of a market may be bought'),
};
/** Type of `SWITCH_FIELDS`. */
export type SwitchFields = typeof SWITCH_FIELDS;

/** Fields of the gates `spread` and `liquidity`. */
export const BOOK_FIELDS = {
  spreadMax: points('widest spread').default(0.05),
  sizeMinShares: z.number().min(0).default(0).describe('least size at the ask, shares'),
  unknownSize: unknownPolicy('the size at the ask'),
};
/** Type of `BOOK_FIELDS`. */
export type BookFields = typeof BOOK_FIELDS;

/** Fields of the gates `phase`, `window`, `time-left` and `hours`. */
export const CLOCK_FIELDS = {
  phase: z.enum(['in-play', 'pre-game', 'any']).default('in-play').describe('when entries are allowed'),
  unknownPhase: unknownPolicy('whether the game has begun'),
  progressFrom: z.number().min(0).max(1).default(0).describe('entry window, part of regulation played'),
  progressTo: z.number().min(0).max(1).default(0.75).describe('end of the entry window'),
  secondsLeftMin: z.number().min(0).default(300).describe('least seconds of regulation left'),
  unknownClock: unknownPolicy('the game clock'),
  hoursFrom: clockTime('first minute of the day with entries').default('00:00'),
  hoursTo: clockTime('first minute of the day without entries any more').default('24:00'),
};
/** Type of `CLOCK_FIELDS`. */
export type ClockFields = typeof CLOCK_FIELDS;

/** Fields of the gate `confidence`. */
export const CONFIDENCE_FIELDS = {
  confidenceMin: z.number().min(0).max(1).default(0.6).describe('least confidence, 0..1'),
  confidencePreset: z.enum(CONFIDENCE_PRESETS).default('seed-v1').describe('factors, weights and steps'),
  confidenceMissing: z
    .enum(MISSING_POLICIES)
    .default('neutral')
    .describe('what a factor without data does to the score'),
};
/** Type of `CONFIDENCE_FIELDS`. */
export type ConfidenceFields = typeof CONFIDENCE_FIELDS;

/** Fields of the gates `entries`, `game-limit` and `cool-down`. */
export const EXPOSURE_FIELDS = {
  entriesPerMarketMax: z.int().min(1).default(1).describe('entries in one market'),
  positionsPerGameMax: z.int().min(1).default(1).describe('markets of one game held at once'),
  coolDownMinutes: z.number().min(0).default(10).describe('after an exit, no entry in that market, minutes'),
};
/** Type of `EXPOSURE_FIELDS`. */
export type ExposureFields = typeof EXPOSURE_FIELDS;

/** Fields of the order itself. */
export const ORDER_FIELDS = {
  slippageMax: z.number().min(0).lt(0.5).default(0.01).describe('most above the ask, dollars a share'),
};

/** Sizing, of the parameters themselves. */
export const SIZING_FIELD = sizingSchema.prefault({});

/** Refuses an entry window or hours in which nothing could be entered: they would look like a quiet market. */
export function refuseEmptyWindows(
  entry: z.infer<z.ZodObject<ClockFields>>,
  refuse: (path: readonly string[], message: string) => void,
): void {
  if (entry.progressFrom >= entry.progressTo) {
    refuse(
      ['entry', 'progressTo'],
      `the entry window is empty: it ends at ${entry.progressTo}, not after ${entry.progressFrom}`,
    );
  }
  if (entry.hoursFrom >= entry.hoursTo) {
    refuse(['entry', 'hoursTo'], `no hour lies between ${entry.hoursFrom} and ${entry.hoursTo}`);
  }
}
