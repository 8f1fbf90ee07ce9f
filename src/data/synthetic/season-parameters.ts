import { z } from 'zod';

const seconds = (low: number, high: number, preset: number) =>
  z.number().int().min(low).max(high).default(preset);
const share = (high: number) => z.number().min(0).max(high).default(0);

const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** How many games each league plays. */
const gamesSchema = z.strictObject({
  nba: z.number().int().min(0).max(20_000).default(120),
  epl: z.number().int().min(0).max(20_000).default(120),
});

const basketballSchema = z.strictObject({
  /** Standard deviation of the final margin around its expectation, points. */
  marginSd: z.number().min(9).max(13).default(12),
  /** Expected margin of equal teams, points for the home team. */
  homeAdvantage: z.number().min(-10).max(10).default(2.5),
  /** Standard deviation of a team's rating, points. */
  ratingSd: z.number().min(0).max(8).default(4.5),
  /** Whether it is known who has the last possession of a quarter. */
  turns: z.enum(['counted', 'open']).default('counted'),
});

const soccerSchema = z.strictObject({
  /** Goals of both teams expected in a game. */
  goals: z.number().min(0.5).max(6).default(2.7),
  /** Expected goal difference of equal teams, for the home team. */
  homeAdvantage: z.number().min(-2).max(2).default(0.35),
  /** Standard deviation of a team's rating, goals. */
  ratingSd: z.number().min(0).max(1.5).default(0.5),
  /** Share of the goals expected in the first half. */
  firstHalfShare: z.number().min(0.05).max(0.95).default(0.45),
});

const marketSchema = z.strictObject({
  /** How long before the scheduled start quoting begins. */
  pregameSeconds: seconds(600, 172_800, 7_200),
  pregameQuoteSeconds: seconds(1, 3_600, 60),
  inPlayQuoteSeconds: seconds(1, 600, 12),
  /** Distance of bid and ask before both are rounded outwards to the tick, 1e-4 dollars. */
  pregameSpread: z.number().int().min(0).max(2_000).default(100),
  inPlaySpread: z.number().int().min(0).max(2_000).default(100),
  /** Median size at the touch, whole shares. */
  touchShares: z.number().int().min(1).max(1_000_000).default(400),
  /** Taker arrivals a market and hour. */
  tradesPerHour: z.number().min(0).max(3_600).default(40),
  /** Taker fee = rate x shares x p x (1 - p), the rate in 1e-4. */
  takerFeeRate: z.number().int().min(0).max(10_000).default(500),
  nbaTakerDelayMs: z.number().int().min(0).max(60_000).default(0),
  eplTakerDelayMs: z.number().int().min(0).max(60_000).default(1_000),
  /** From the end of a game until its markets resolve. */
  resolutionDelaySeconds: seconds(1, 86_400, 600),
});

const mispricingSchema = z.strictObject({
  /** 0 = none. The quoted log odds are (1 - bias) x the true ones: favourites are too cheap. */
  favouriteLongshotBias: share(0.5),
  /** Standard deviation of a mean-reverting error of the quoted log odds. */
  noise: share(1),
  noiseHalfLifeSeconds: seconds(1, 36_000, 300),
  /** Share of each jump of the log odds in play that is quoted on top of it and then decays. */
  overreaction: share(3),
  overreactionHalfLifeSeconds: seconds(1, 36_000, 240),
});

const feedSchema = z.strictObject({
  marketLatencyMs: z.number().int().min(0).max(60_000).default(80),
  gameLatencyMs: z.number().int().min(0).max(600_000).default(3_000),
  /** Largest further delay of a game state; uniform from 0. */
  gameJitterMs: z.number().int().min(0).max(600_000).default(1_500),
  /** Probability that a game's quotes and trades have one gap in play. */
  gapProbability: share(1),
  gapSeconds: seconds(1, 3_600, 180),
});

const DEFAULT = {} as const;

/** A synthetic season, as its file describes it. */
export const seasonSchema = z.strictObject({
  format: z.literal('synthetic-season/1'),
  title: z.string().min(1).max(200),
  licence: z.string().min(1).max(500),
  seed: z.union([z.string().min(1).max(100), z.number().int()]).transform(String),
  /** Date of the first games, UTC. */
  startDate: z.string().regex(ISO_DATE, 'a date as YYYY-MM-DD').refine(isDate, 'a date of the calendar'),
  /** Days that the season lasts; each league spreads its games evenly over them. */
  days: z.number().int().min(1).max(3_660),
  /** Probability that a game is called off at its scheduled start; its markets pay 0.5. */
  voidProbability: share(0.5),
  /** SHA-256 of the tape, 64 hex digits: another one is another season. Left out = not checked. */
  contentHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/, '64 hex digits')
    .optional(),
  games: gamesSchema.default(() => gamesSchema.parse(DEFAULT)),
  basketball: basketballSchema.default(() => basketballSchema.parse(DEFAULT)),
  soccer: soccerSchema.default(() => soccerSchema.parse(DEFAULT)),
  market: marketSchema.default(() => marketSchema.parse(DEFAULT)),
  mispricing: mispricingSchema.default(() => mispricingSchema.parse(DEFAULT)),
  feed: feedSchema.default(() => feedSchema.parse(DEFAULT)),
});

function isDate(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Everything that a synthetic season depends on: the same parameters give the same bytes. */
export type SeasonParameters = z.output<typeof seasonSchema>;
