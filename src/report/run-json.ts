import { z } from 'zod';
import { runStatisticsSchema } from './run-statistics.js';

const money = z.number().describe('dollars, rounded to the micro-dollar');
const instant = z.iso.datetime().describe('UTC');
const share = z.number().describe('a share: 0.05 is 5 %');
const count = z.int().min(0);

const interval = z.strictObject({ low: money, high: money, confidence: share }).nullable();

const evidence = {
  games: count.describe('games with at least one closed round trip'),
  meanUsd: money.nullable().describe('net P&L a game'),
  totalUsd: money.describe('net P&L'),
  meanInterval: interval.describe('interval of meanUsd, by game'),
  totalInterval: interval.describe('interval of totalUsd: meanInterval times the number of games'),
  method: z.enum(['student-t', 'bootstrap-bca']).nullable(),
  missing: z.string().nullable().describe('why there is no interval, for example `N/A: 3 games`'),
};

const counts = z.strictObject({
  events: count,
  quotes: count,
  trades: count.describe('trade prints on the tape, not trades of the strategy'),
  markets: count,
  games: count,
  decisions: count,
  orders: count,
  fills: count,
  rejected: count,
  settled: count.describe('markets with a position that were settled from a resolution'),
  unsettled: count.describe('markets with a position and no resolution'),
});

const coverage = z.strictObject({
  requested: z.strictObject({ from: instant.nullable(), to: instant.nullable(), markets: count.nullable() }),
  present: z.strictObject({
    quotes: count,
    markets: count,
    from: instant.nullable(),
    to: instant.nullable(),
  }),
  gaps: z.array(
    z.strictObject({
      from: instant,
      to: instant,
      market: z.string().nullable().describe('null = every market'),
    }),
  ),
  thinMarkets: z.array(z.strictObject({ market: z.string(), quotes: count })),
});

/** The contract of `touchline backtest --json`. A breaking change raises the number in `schema`. */
export const runJsonSchema = z.strictObject({
  schema: z.literal('touchline/run/1'),
  runId: z.string(),
  generatedWith: z.string().describe('version of touchline'),
  strategy: z.strictObject({ name: z.string(), version: z.string() }),
  dataset: z.strictObject({
    name: z.string(),
    format: z.string(),
    manifestHash: z.string().nullable(),
    from: instant.nullable(),
    to: instant.nullable(),
  }),
  certificate: z.strictObject({
    inputs: z.string().describe('SHA-256 of dataset, effective config, code version and seed'),
    output: z.string().describe('SHA-256 of decisions, orders, fills and ledger'),
  }),
  counts,
  startingCashUsd: money,
  cashUsd: money.describe('startingCashUsd + pnlUsd + unsettledCashFlowUsd'),
  equityUsd: money.describe('cash and the liquidation value of what is still open'),
  pnlUsd: money.describe(
    'closed and settled round trips, net of their fees; open positions are no part of it',
  ),
  grossPnlUsd: money.describe('the same before fees'),
  feesUsd: money.describe('every fee paid, those of open positions included'),
  unsettledCostUsd: money.describe('what the positions without a resolution cost'),
  unsettledMarkUsd: money.describe('their liquidation value at the last quote: no result'),
  unsettledCashFlowUsd: money.describe('cash that moved for them, fees included; below 0 = paid in'),
  verdict: z.strictObject({
    kind: z.enum(['no-trades', 'unsettled-only', 'too-few-games', 'profit', 'loss', 'no-evidence']),
    headline: z.string(),
    conclusion: z.string(),
  }),
  alarms: z.array(z.string()).describe('assumptions that stand before the verdict, such as made-up quotes'),
  warnings: z.array(z.strictObject({ code: z.string(), text: z.string() })),
  assumptions: z.array(z.string()),
  funnel: z.array(
    z.strictObject({
      action: z.enum(['enter', 'exit', 'quote', 'order']),
      gate: z.string(),
      reached: count.describe(
        'decisions that every earlier gate let through; of an exit, every look at a holding',
      ),
      passed: count.describe('of those, let through by this gate; of an exit, how often the rule fired'),
      blockedAlone: count.describe(
        'decisions that would have gone through but for this gate; of an exit, how often it alone fired',
      ),
    }),
  ),
  perGame: z.strictObject(evidence),
  bySport: z.array(
    z.strictObject({ sport: z.string(), trades: count, feesUsd: money, stakeUsd: money, ...evidence }),
  ),
  byGame: z.array(
    z.strictObject({
      game: z.string(),
      sport: z.string(),
      league: z.string(),
      date: z.string().nullable(),
      markets: count,
      trades: count,
      pnlUsd: money,
      feesUsd: money,
      stakeUsd: money,
    }),
  ),
  trades: z.strictObject({
    trades: count.describe('closed round trips'),
    wins: count,
    losses: count,
    winRate: share.nullable(),
    profitFactor: z
      .number()
      .nullable()
      .describe('sum of wins / sum of losses; null where it would be infinite'),
    averageWinUsd: money.nullable(),
    averageLossUsd: money.nullable(),
    longestWinStreak: count,
    longestLossStreak: count,
    stakeUsd: money.describe('dollars paid in by the closed round trips'),
    turnoverUsd: money.describe('dollars that changed hands in fills'),
    feeShare: share.nullable().describe('feesUsd / turnoverUsd'),
    returnOnStake: share.nullable().describe('pnlUsd / stakeUsd'),
    medianHoldSeconds: z.number().nullable(),
    meanUsd: money.nullable().describe('net P&L a trade'),
    meanInterval: interval.describe("Student's t over games, CR1"),
  }),
  drawdown: z.strictObject({
    amountUsd: money.describe('on liquidation value, from capital; 0 or more'),
    share: share.describe('of the peak it fell from'),
    peakAt: instant.nullable(),
    troughAt: instant.nullable(),
    recoveredAt: instant.nullable(),
    longestUnderWaterSeconds: z.number(),
    underWaterShare: share.describe("of the run's time"),
  }),
  statistics: runStatisticsSchema
    .nullable()
    .describe(
      'what the fills were worth, and how far the result can be trusted; null for runs of older versions',
    ),
  fillBracket: z
    .strictObject({
      restingOrders: count.describe(
        'orders that waited in the book; with none the rows are one and the same',
      ),
      configured: z.string().describe('the queue model of this run'),
      signDepends: z.boolean().describe('the sign of the result hangs on the model'),
      rows: z.array(
        z.strictObject({
          queueModel: z.string().describe('front, proportional, back: from the most to the least hopeful'),
          equityChangeUsd: money,
          feesUsd: money,
          fills: count,
        }),
      ),
    })
    .nullable()
    .describe('null where it was not run'),
  costSensitivity: z.array(
    z.strictObject({
      cents: z.number().describe('how much worse every fill is, cents a share'),
      ...evidence,
    }),
  ),
  breakEvenCents: z
    .number()
    .nullable()
    .describe('cents a share a fill that eat the profit; null without one'),
  coverage,
  config: z.array(z.strictObject({ key: z.string(), value: z.string(), origin: z.string() })),
  seconds: z.number().describe('wall clock; the only field that differs between two equal runs, with runId'),
});

export type RunJson = z.infer<typeof runJsonSchema>;
