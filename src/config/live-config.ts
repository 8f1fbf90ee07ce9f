import { z } from 'zod';

const DIGITS_OF_USD = 6;
const usd = (what: string, fallback: number) =>
  z
    .number()
    .min(0)
    .refine(
      (value) => new RegExp(`^\\d+(\\.\\d{1,${DIGITS_OF_USD}})?$`).test(String(value)),
      `at most ${DIGITS_OF_USD} digits after the point`,
    )
    .default(fallback)
    .describe(what);
const count = (what: string, fallback: number) => z.int().positive().default(fallback).describe(what);
const milliseconds = (what: string, fallback: number) =>
  z.number().positive().max(3_600_000).default(fallback).describe(`${what}, milliseconds`);

/** What holds a live account back, on paper too. The store checks the first group as each order is admitted. */
const limitsConfig = z.strictObject({
  perOrderUsd: usd('cost of one entry, fee included, dollars', 25),
  perMarketUsd: usd('at risk in one market, open orders included, dollars', 100),
  perGameUsd: usd('at risk in one game, dollars', 150),
  grossUsd: usd('at risk in all: open, unknown and pending, dollars', 500),
  dailyTradedUsd: usd('bought and sold in one trading day, dollars', 2_000),
  ordersPerMinute: count('orders in one minute', 10),
  ordersPerHour: count('orders in one hour', 60),
  repeatSeconds: z
    .number()
    .min(0)
    .max(3_600)
    .default(10)
    .describe('the same market, side, price and size again within so many seconds is refused'),
  fillsPerMinutePerMarket: count('fills in one market in one minute', 5),
  cashFloorUsd: usd('cash that is never spent, dollars', 0),
  dailyLossUsd: usd('loss in one trading day at which everything halts, dollars', 50),
  drawdownUsd: usd('fall from the highest equity of the session at which everything halts, dollars', 100),
  losingStreak: count('losing trades in a row at which everything halts', 8),
  rejectsInRow: count('orders refused by the venue in a row, after which it pauses', 3),
  rejectPauseSeconds: z.number().min(1).max(3_600).default(60).describe('and for how long, seconds'),
  errorsPerMinute: count('requests that failed within a minute at which everything halts', 10),
  collarTicks: z
    .number()
    .min(0)
    .max(100)
    .default(5)
    .describe('an entry may cost so many ticks more than the mid'),
  collarPart: z.number().min(0).max(1).default(0.03).describe('or this part of the mid, whichever is more'),
});

/** Bounds of the data-health gate. */
const healthConfig = z.strictObject({
  bookAgeInPlayMs: milliseconds('age of a book while its game is on', 2_000),
  bookAgeBeforeMs: milliseconds('age of a book before its game', 10_000),
  clockOffsetMs: milliseconds('how far the clock of the venue may be off', 2_000),
  clockAgeMs: milliseconds('age of the last reading of that clock', 180_000),
  loopDelayMs: milliseconds('how late this process may wake, 99th percentile', 50),
  storeMs: milliseconds('a round trip to the store', 100),
  unknownOrders: z.int().min(0).default(2).describe('orders of unknown outcome that may stand at once'),
  heartbeatAgeMs: milliseconds('age of the last heartbeat that the venue took', 10_000),
});

/** The table `live` of a configuration: what only a session in real time needs. */
export const liveConfigSchema = z.strictObject({
  account: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,31}$/, 'lower-case letters, digits and hyphens')
    .default('paper')
    .describe('account of this session, see `touchline accounts`'),
  url: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('where the venue answers instead of its public hosts, for example a sandbox'),
  leagues: z.array(z.string()).min(1).optional().describe('only games of these leagues'),
  daysAhead: z.number().positive().max(30).default(2).describe('games that start within so many days'),
  scoreOrders: z
    .record(z.string(), z.enum(['home-away', 'away-home']))
    .default({})
    .describe('in which order the venue writes scores, by league; a league left out has no score'),
  marketsMax: z.int().positive().max(2_000).default(200).describe('markets that are followed at once'),
  limits: limitsConfig.prefault({}),
  health: healthConfig.prefault({}),
});

export type LiveConfig = z.infer<typeof liveConfigSchema>;
