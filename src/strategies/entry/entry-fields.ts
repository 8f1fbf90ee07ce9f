import { z } from 'zod';
import { CONFIDENCE_PRESETS, FACTOR_NAMES, MISSING_POLICIES } from '../confidence/score-confidence.js';
import { beliefSizingSchema, plainSizingSchema, sizingSchema } from '../kelly/sizing-parameters.js';

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

/** Fields of the gate `phase`. */
export const PHASE_FIELDS = {
  phase: z.enum(['in-play', 'pre-game', 'any']).default('in-play').describe('when entries are allowed'),
  unknownPhase: unknownPolicy('whether the game has begun'),
};
/** Type of `PHASE_FIELDS`. */
export type PhaseFields = typeof PHASE_FIELDS;

/** Fields of the gates `window` and `time-left`. */
export const WINDOW_FIELDS = {
  progressFrom: z.number().min(0).max(1).default(0).describe('entry window, part of regulation played'),
  progressTo: z.number().min(0).max(1).default(0.75).describe('end of the entry window'),
  secondsLeftMin: z.number().min(0).default(300).describe('least seconds of regulation left'),
};
/** Type of `WINDOW_FIELDS`. */
export type WindowFields = typeof WINDOW_FIELDS;

/** For strategies that can do without the game clock; the others are blocked where it is not known. */
export const CLOCK_POLICY_FIELDS = { unknownClock: unknownPolicy('the game clock') };

/** Fields of the gate `hours`. */
export const HOURS_FIELDS = {
  hoursFrom: clockTime('first minute of the day with entries').default('00:00'),
  hoursTo: clockTime('first minute of the day without entries any more').default('24:00'),
};
/** Type of `HOURS_FIELDS`. */
export type HoursFields = typeof HOURS_FIELDS;

/** Fields of the gate `lead`. */
export const LEAD_FIELDS = {
  leadMin: z
    .union([
      z.number().describe('least lead of the side, points or goals; -5 = at most 5 behind'),
      z.literal('off'),
    ])
    .default('off'),
  unknownScore: unknownPolicy('the score'),
};
/** Type of `LEAD_FIELDS`. */
export type LeadFields = typeof LEAD_FIELDS;

/** Fields of the gate `confidence`. */
export const CONFIDENCE_FIELDS = {
  confidenceMin: z.number().min(0).max(1).default(0.6).describe('least confidence, 0..1'),
  confidencePreset: z.enum(CONFIDENCE_PRESETS).default('seed-v1').describe('factors, weights and steps'),
  confidenceMissing: z
    .enum(MISSING_POLICIES)
    .default('neutral')
    .describe('what a factor without data does to the score'),
  confidenceWithout: z
    .array(z.enum(FACTOR_NAMES))
    .default([])
    .describe('factors that are left out, by name; the weights of the others are scaled up to 1'),
};
/** Type of `CONFIDENCE_FIELDS`. */
export type ConfidenceFields = typeof CONFIDENCE_FIELDS;

/** Field of the gate `game-limit`. */
export const GAME_LIMIT_FIELDS = {
  positionsPerGameMax: z.int().min(1).default(1).describe('markets of one game held at once'),
};
/** Type of `GAME_LIMIT_FIELDS`. */
export type GameLimitFields = typeof GAME_LIMIT_FIELDS;

/** Fields of the gates `entries` and `cool-down`: for strategies that sell, and may come back. */
export const REENTRY_FIELDS = {
  entriesPerMarketMax: z.int().min(1).default(1).describe('entries in one market'),
  coolDownMinutes: z.number().min(0).default(10).describe('after an exit, no entry in that market, minutes'),
};
/** Type of `REENTRY_FIELDS`. */
export type ReentryFields = typeof REENTRY_FIELDS;

/** Fields of the order itself. */
export const ORDER_FIELDS = {
  slippageMax: z.number().min(0).lt(0.5).default(0.01).describe('most above the ask, dollars a share'),
};

/** Fields of the gate `edge`. */
export const BELIEF_FIELDS = {
  edgeMin: points('least edge of the belief over the worst price with its fee').default(0.03),
};

/** Sizing of a strategy with a belief of its own, of the parameters themselves. */
export const BELIEF_SIZING_FIELD = beliefSizingSchema.prefault({});

/** Sizing of a strategy with neither confidence nor belief. */
export const PLAIN_SIZING_FIELD = plainSizingSchema.prefault({});

/** Sizing, of the parameters themselves. */
export const SIZING_FIELD = sizingSchema.prefault({});

/** Refuses an entry window or hours in which nothing could be entered: they would look like a quiet market. */
export function refuseEmptyWindows(
  entry: z.infer<z.ZodObject<WindowFields & HoursFields>>,
  refuse: (path: readonly string[], message: string) => void,
): void {
  if (entry.progressFrom >= entry.progressTo) {
    refuse(
      ['entry', 'progressTo'],
      `the entry window is empty: it ends at ${entry.progressTo}, not after ${entry.progressFrom}`,
    );
  }
  refuseEmptyHours(entry, refuse);
}

/** Refuses hours in which nothing could be entered. */
export function refuseEmptyHours(
  entry: z.infer<z.ZodObject<HoursFields>>,
  refuse: (path: readonly string[], message: string) => void,
): void {
  if (entry.hoursFrom >= entry.hoursTo) {
    refuse(['entry', 'hoursTo'], `no hour lies between ${entry.hoursFrom} and ${entry.hoursTo}`);
  }
}
