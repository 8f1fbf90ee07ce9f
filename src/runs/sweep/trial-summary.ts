import { z } from 'zod';
import type { RunResult } from '../../engine/run-result.js';
import { drawdown } from '../../research/drawdown.js';
import { gameResults } from '../../research/per-game.js';

const money = z.int();
const count = z.int().min(0);

/** What is kept of a trial; money in 1e-6 dollars. */
const summarySchema = z.strictObject({
  outputHash: z.string(),
  startingCash: money,
  equity: money,
  fees: money,
  orders: count,
  fills: count,
  trades: count,
  unsettled: count,
  drawdown: z.strictObject({ amount: money, share: z.number() }),
  /** Net P&L of every game that was traded, by its id. */
  games: z.array(z.tuple([z.string(), money])),
});
export type TrialSummary = z.infer<typeof summarySchema>;

/** Reduces a run to what a sweep compares. */
export function summariseTrial(result: RunResult): TrialSummary {
  const games = gameResults(result);
  const { amount, share } = drawdown(result.equityCurve, result.startingCash);
  return {
    outputHash: result.outputHash,
    startingCash: result.startingCash,
    equity: result.equity,
    fees: result.fees,
    orders: result.counts.orders,
    fills: result.counts.fills,
    trades: games.reduce((sum, { trades }) => sum + trades, 0),
    unsettled: result.counts.unsettled,
    drawdown: { amount, share },
    games: games.map(({ game, pnl }) => [game.id, pnl]),
  };
}

/** Reads what was kept of a trial. @throws when the text is of another form. */
export const readTrialSummary = (text: string): TrialSummary => summarySchema.parse(JSON.parse(text));
