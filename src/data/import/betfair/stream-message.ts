import { z } from 'zod';
import type { ImportTask } from '../import-format.js';
import { readShape } from '../read-shape.js';

const level = z.tuple([z.number(), z.number()]);
const runner = z.object({
  id: z.int(),
  hc: z.number().optional(),
  status: z.string(),
  name: z.string().optional(),
});

/** The rules of a market as the stream states them. Fields that nothing here needs may stand beside these. */
const definition = z.object({
  eventId: z.string(),
  eventTypeId: z.string(),
  marketType: z.string(),
  bettingType: z.string(),
  marketTime: z.iso.datetime(),
  marketBaseRate: z.number(),
  betDelay: z.number().nonnegative(),
  inPlay: z.boolean(),
  status: z.enum(['INACTIVE', 'OPEN', 'SUSPENDED', 'CLOSED']),
  priceLadderDefinition: z.object({ type: z.string() }).optional(),
  name: z.string().optional(),
  eventName: z.string().optional(),
  runners: z.array(runner),
});

const runnerChange = z.object({
  id: z.int(),
  hc: z.number().optional(),
  atb: z.array(level).optional(),
  atl: z.array(level).optional(),
  trd: z.array(level).optional(),
  batb: z.unknown().optional(),
  batl: z.unknown().optional(),
});

const marketChange = z.object({
  id: z.string(),
  img: z.boolean().optional(),
  con: z.boolean().optional(),
  marketDefinition: definition.optional(),
  rc: z.array(runnerChange).optional(),
});

const marketMessage = z.object({
  op: z.literal('mcm'),
  pt: z.int().positive(),
  mc: z.array(marketChange).optional(),
});

/** The rest of a score message is read by its feed. */
const scoreMessage = z.object({ op: z.literal('ccm'), pt: z.int().positive() });

/** The parts of the stream's messages, as they were checked. */
export type MarketDefinition = z.output<typeof definition>;
/** What a message says of one market. */
export type MarketChange = z.output<typeof marketChange>;
/** A message of the market stream. */
export type MarketMessage = z.output<typeof marketMessage>;
/** What a message says of one runner: levels and volumes as [odds, stake]. */
export type RunnerChange = z.output<typeof runnerChange>;

/** A message of the market stream. @throws DATA_COLUMNS with row and field for any other shape. */
export const readMarketMessage = (task: ImportTask, row: number, value: unknown): MarketMessage =>
  readShape(task, marketMessage, { row, value, wanted: 'a message of the market stream' });
/** When a score message was published, ms. @throws DATA_COLUMNS with row and field for any other shape. */
export const readScoreTime = (task: ImportTask, row: number, value: unknown): number =>
  readShape(task, scoreMessage, { row, value, wanted: 'a message of the score stream' }).pt;
