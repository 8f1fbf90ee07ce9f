import { z } from 'zod';

const share = z.number();
const count = z.int().min(0);
const interval = z.strictObject({ low: z.number(), high: z.number(), confidence: share }).nullable();

/** Statistics that are made from a run and its tape when it ends, and kept with it. */
export const runStatisticsSchema = z.strictObject({
  markOuts: z
    .array(
      z.strictObject({
        horizon: z.string().describe('after the fill; `period end` where game states are recorded'),
        liquidity: z.enum(['taker', 'maker']),
        fills: count.describe('with a fair mid at that time'),
        games: count,
        unmarked: count.describe('without: no two-sided quote within 10 minutes and 10 cents'),
        meanCents: z.number().describe('how far the mid went the way of the fill, cents a share, fees apart'),
        interval: interval.describe('95 % by game'),
      }),
    )
    .describe('the mark-out curve; of makers, adverse selection'),
  closingLine: z
    .strictObject({
      entries: count.describe('entries before the start of their game'),
      games: count,
      mean: share.describe('mean of close / price - 1'),
      interval,
      t: z.number(),
      meanCents: z.number(),
      meanLogit: z.number(),
    })
    .nullable()
    .describe(
      'closing-line value; null without an entry before a known start: in play there is no one close',
    ),
  heldToSettlement: z
    .strictObject({
      trades: count.describe('sold before the settlement'),
      actualUsd: z.number(),
      heldUsd: z.number().describe('the same entries held to the settlement'),
      differenceInterval: interval.describe('of actual less held, 95 % by game'),
    })
    .nullable(),
  growth: z
    .strictObject({
      entries: count,
      games: count,
      realised: z.number().describe('log growth of the entries held to settlement'),
      expected: z.number().describe("were the strategy's probabilities right"),
      z: z.number(),
      p: share,
    })
    .nullable()
    .describe('null where the strategy has no probability of its own'),
  skill: z
    .array(
      z.strictObject({
        sport: z.string().describe('`all` for the whole'),
        period: z
          .int()
          .min(1)
          .nullable()
          .default(null)
          .describe('of the game, at the entry; null = all of them'),
        entries: count,
        brier: z.number(),
        brierMarket: z.number().describe("of the market's mid at the same moments"),
        brierSkill: share,
        p: share.nullable().describe('Diebold-Mariano by game'),
        mcb: z.number(),
        dsc: z.number(),
      }),
    )
    .describe("the entries' own probabilities against the mid; empty where there are none"),
  trackRecord: z
    .strictObject({
      games: count,
      sharpe: z.number().describe('of the return a game, not annualised'),
      probabilistic: share.describe('PSR: chance that the true ratio is above 0'),
      deflated: share.describe('DSR: chance that it is above what the best of `trials` shows by luck'),
      luckySharpe: z.number(),
      trials: count.describe('N: different settings in the trial ledger of this data'),
      minimumGames: count.nullable().describe('MinTRL at 95 %; null = never'),
    })
    .nullable(),
  wildBootstrap: z
    .strictObject({
      p: share.describe('two-sided, of a mean of 0'),
      interval: interval.describe('of the mean a game, dollars'),
      patterns: count,
    })
    .nullable()
    .describe('below 40 games'),
  drawdown: z
    .strictObject({
      resamples: count,
      medianUsd: z.number(),
      q95Usd: z.number(),
      q99Usd: z.number(),
      underWaterShare: share,
      reached: z.array(z.strictObject({ part: share.describe('of the starting cash'), probability: share })),
    })
    .nullable()
    .describe('bootstrap of the deepest fall over whole games'),
  latency: z
    .array(
      z.strictObject({
        extraMs: z.number().describe('every message this much slower, each way, milliseconds'),
        equityChangeUsd: z.number(),
        fills: count,
      }),
    )
    .default([])
    .describe('the same run with slower orders'),
  spreadShare: share.nullable().describe('what fills paid against the mid at once, as a share of turnover'),
  capacity: z.strictObject({
    entries: count.describe('fills that opened and have recorded sizes'),
    notRecorded: count,
    rows: z.array(
      z.strictObject({
        multiple: z.number().describe('of the size'),
        filledShare: share,
        whole: count.describe('entries that would have filled whole'),
        extraCents: z.number().nullable().describe('dearer than the fill, cents a share'),
      }),
    ),
  }),
});

/** Statistics of a run as its document keeps them and its JSON prints them. */
export type RunStatistics = z.infer<typeof runStatisticsSchema>;
