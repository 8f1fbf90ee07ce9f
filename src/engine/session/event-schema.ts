import { z } from 'zod';
import type { GameState, MarketFacts, TapeEvent } from '../events.js';
import type { GameSituation } from '../game-situation.js';
import { unitSchemas } from './unit-schemas.js';

const { price, shares, usd, micros, market, game } = unitSchemas;

const count = z.int().min(0).nullable();
const number = z.number().nullable();
const sides = z.strictObject({ home: z.int().min(0), away: z.int().min(0) }).nullable();

const situation: z.ZodType<GameSituation> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('innings'),
    half: z.enum(['top', 'bottom']).nullable(),
    outs: count,
    scheduled: count,
  }),
  z.strictObject({ kind: z.literal('sets'), sets: sides, games: sides, bestOf: count }),
  z.strictObject({ kind: z.literal('rounds'), scheduled: count }),
  z.strictObject({ kind: z.literal('maps'), won: sides, rounds: sides, bestOf: count }),
  z.strictObject({ kind: z.literal('overs'), balls: count, ballsPerInnings: count }),
  z.strictObject({ kind: z.literal('holes'), holes: count, rounds: count }),
  z.strictObject({ kind: z.literal('laps'), lap: count, laps: count }),
]);

const phases = [
  'scheduled',
  'live',
  'break',
  'overtime',
  'shootout',
  'delayed',
  'suspended',
  'final',
  'postponed',
  'cancelled',
  'unknown',
] as const satisfies readonly GameState['phase'][];

const gameState: z.ZodType<GameState> = z.strictObject({
  phase: z.enum(phases),
  period: count,
  secondsLeftInPeriod: number,
  secondsElapsedInPeriod: number,
  homeScore: number,
  awayScore: number,
  possession: z.enum(['home', 'away']).nullable(),
  situation: z.exactOptional(situation),
});

const marketFacts: z.ZodType<MarketFacts> = z.strictObject({
  tickBands: z.array(z.strictObject({ from: price, to: price, tick: price })),
  minimumSize: shares,
  minimumNotional: usd,
  lot: shares,
  fee: z.strictObject({ takerRate: z.number(), makerRate: z.number() }).nullable(),
  takerDelayMs: z.number().min(0),
  startTime: micros.nullable(),
  clearAtStart: z.boolean(),
  status: z.enum(['open', 'suspended', 'closed']),
});

const stamp = { venueTime: micros, localTime: micros, source: z.string(), sequence: z.int() };
const levels = z.array(z.strictObject({ price, size: shares }));

/** An event as it stands in JSON, its fields in one order. */
export const eventSchema: z.ZodType<TapeEvent> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('quote'),
    ...stamp,
    market,
    bid: price.nullable(),
    ask: price.nullable(),
    bidSize: shares.nullable(),
    askSize: shares.nullable(),
  }),
  z.strictObject({ kind: z.literal('bookSnapshot'), ...stamp, market, bids: levels, asks: levels }),
  z.strictObject({
    kind: z.literal('bookDelta'),
    ...stamp,
    market,
    side: z.enum(['bid', 'ask']),
    price,
    size: shares,
  }),
  z.strictObject({
    kind: z.literal('trade'),
    ...stamp,
    market,
    price,
    size: shares,
    takerSide: z.enum(['buy', 'sell']),
  }),
  z.strictObject({ kind: z.literal('pricePoint'), ...stamp, market, price }),
  z.strictObject({ kind: z.literal('gameState'), ...stamp, game, state: gameState }),
  z.strictObject({ kind: z.literal('marketFacts'), ...stamp, market, facts: marketFacts }),
  z.strictObject({
    kind: z.literal('resolution'),
    ...stamp,
    market,
    payout: usd,
    label: z.enum(['authoritative', 'inferred']),
  }),
  z.strictObject({ kind: z.literal('feedGap'), ...stamp, market: market.nullable(), from: micros }),
]);
