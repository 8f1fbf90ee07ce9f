import { z } from 'zod';
import { QUEUE_MODELS } from '../engine/simulation/queue-position.js';

/** Digits finer than the unit that money or prices are counted in would be lost in silence. */
const DIGITS_OF_USD = 6;
const DIGITS_OF_PRICE = 4;
const exactTo = (digits: number) =>
  [
    (value: number) => new RegExp(`^-?\\d+(\\.\\d{1,${digits}})?$`).test(String(value)),
    `at most ${digits} digits after the point`,
  ] as const;

const amount = z
  .number()
  .positive()
  .refine(...exactTo(DIGITS_OF_USD));
const positive = (what: string) => z.number().positive().describe(what);
const limit = (what: string, fallback: number) =>
  z
    .union([amount, z.literal('none')])
    .default(fallback)
    .describe(what);
const milliseconds = (what: string, fallback: number) =>
  z.number().min(0).max(3_600_000).default(fallback).describe(what);
const instant = z.iso.datetime({ offset: true }).describe('an instant as 2026-07-11T00:00:00Z');

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const dataConfig = z.strictObject({
  dataset: z.string().min(1).describe('name of an imported dataset'),
  sports: z.array(z.string()).min(1).optional().describe('only these sports'),
  leagues: z.array(z.string()).min(1).optional().describe('only these leagues'),
  games: z.array(z.string()).min(1).optional().describe('only these games'),
  markets: z.array(z.string()).min(1).optional().describe('only these markets, by slug'),
  from: instant.optional().describe('first instant replayed'),
  to: instant.optional().describe('first instant no longer replayed'),
  inferredLabels: z
    .boolean()
    .default(false)
    .describe('also settle from outcomes inferred from prices; they are biased and flagged'),
});

const accountConfig = z.strictObject({
  cashUsd: amount.describe('cash at the start, dollars').default(1_000),
  timeZone: z
    .string()
    .refine(isTimeZone, 'an IANA time zone such as America/New_York or Europe/London')
    .default('America/New_York')
    .describe('IANA zone in which a trading day begins'),
});

const venueConfig = z.strictObject({
  entryLatencyMs: milliseconds('an order to the venue, milliseconds', 250),
  cancelLatencyMs: milliseconds('a cancel to the venue, milliseconds', 250),
  responseLatencyMs: milliseconds('the venue to the strategy, milliseconds', 100),
  latencyModel: z
    .enum(['constant', 'sampled', 'data'])
    .default('constant')
    .describe('constant: the three above; sampled: a draw a message; data: what the feed itself took'),
  latencyMinimumMs: milliseconds('least delay of a sampled or data latency, milliseconds', 100),
  latencyMeanMs: milliseconds('mean delay of a sampled latency, milliseconds', 300),
  latencyFactor: z
    .number()
    .positive()
    .max(100)
    .default(1)
    .describe('a data latency is this many times the lag of the last event'),
  queueModel: z
    .enum(QUEUE_MODELS)
    .default('back')
    .describe('where a resting order stands at its price: front, proportional or back'),
  quoteSizeCapShares: amount.describe('shares that a quote without recorded size fills, a side').default(100),
  staleAfterSeconds: positive('age beyond which a quote is not executable, seconds').default(300),
  failedFillProbability: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe('part of matched trades that fail to settle and are taken back, 0..1'),
  failedFillAfterSeconds: z.number().min(0).max(86_400).default(60).describe('and how long after the match'),
  makerRebates: z.boolean().default(false).describe('credit maker rebates'),
  syntheticHalfSpread: z
    .number()
    .gt(0)
    .lt(0.5)
    .refine(...exactTo(DIGITS_OF_PRICE))
    .optional()
    .describe(
      'make reference prices executable at -/+ this many dollars; reports say so in their first line',
    ),
});

const riskConfig = z.strictObject({
  perOrderUsd: limit('at risk in one order, dollars', 25),
  perMarketUsd: limit('at risk in one market, dollars', 100),
  perGameUsd: limit(
    'at risk in all markets of one game, dollars; home, draw and away are set against each other',
    150,
  ),
  perSportUsd: limit('at risk in one sport, dollars', 300),
  perAccountUsd: limit('at risk in all, dollars', 500),
  dailyLossUsd: limit('loss of equity in one trading day at which nothing new is opened, dollars', 50),
  openMarkets: z
    .union([z.int().positive(), z.literal('none')])
    .default(20)
    .describe('markets held at once'),
});

const reportConfig = z.strictObject({
  equityEveryMinutes: z
    .number()
    .min(0.1)
    .max(1_440)
    .default(15)
    .describe('how often equity is sampled, minutes'),
  blockedDecisionsPerGate: z.int().min(0).max(10_000).default(20).describe('blocked decisions kept a gate'),
});

const overrides = z.record(
  z.string(),
  z.strictObject({
    parameters: z.record(z.string(), z.unknown()).describe('parameters of the strategy that differ there'),
  }),
);

/**
 * The configuration of a run, in the units that people write: dollars, shares, milliseconds. What the
 * strategy can set stands in `parameters`, which the strategy's own schema checks.
 */
export const runConfigSchema = z.strictObject({
  strategy: z
    .string()
    .min(1)
    .describe('name of a strategy that comes along, or a file (.ts, .js) that exports one'),
  seed: z.union([z.int(), z.string()]).default(1).describe('seed of every random stream of the run'),
  data: dataConfig,
  account: accountConfig.prefault({}),
  venue: venueConfig.prefault({}),
  risk: riskConfig.prefault({}),
  report: reportConfig.prefault({}),
  parameters: z.record(z.string(), z.unknown()).default({}).describe('parameters of the strategy'),
  sports: overrides.default({}).describe('parameters by sport; they go before the general ones'),
  leagues: overrides.default({}).describe('parameters by league; they go before those of the sport'),
  markets: overrides.default({}).describe('parameters by market slug; they go before all others'),
});

export type RunConfig = z.infer<typeof runConfigSchema>;
