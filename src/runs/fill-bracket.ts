import type { BacktestOptions } from '../engine/backtest.js';
import { runBacktest } from '../engine/backtest.js';
import type { RunResult } from '../engine/run-result.js';
import { QUEUE_MODELS, type QueueModel } from '../engine/simulation/queue-position.js';
import type { Strategy } from '../engine/strategy.js';
import type { Tape } from '../engine/tape.js';
import type { TapeSource } from '../engine/tape-parts.js';
import type { FillBracket } from '../report/report-input.js';

/** Orders that waited in the book: the only ones whose fills hang on where they stood in it. */
const restingOrders = (result: RunResult): number =>
  result.orders.filter(({ timeInForce }) => timeInForce === 'gtc' || timeInForce === 'gtd').length;

/**
 * The same run under each queue model: before all others, in proportion, behind all others. Where nothing
 * ever rested the models cannot differ, and nothing is run again.
 *
 * @param fresh makes a new strategy: it keeps state, so each run takes its own.
 */
export function fillBracket(
  tape: Tape | TapeSource,
  at: { readonly result: RunResult; readonly options: BacktestOptions; readonly fresh: () => Strategy },
): FillBracket {
  const { result, options } = at;
  const resting = restingOrders(result);
  const rerun = (queueModel: QueueModel): RunResult =>
    runBacktest(tape, { ...options, strategy: at.fresh(), venue: { ...options.venue, queueModel } });
  return {
    restingOrders: resting,
    configured: options.venue.queueModel,
    rows: QUEUE_MODELS.map((queueModel) => {
      const isSame = resting === 0 || queueModel === options.venue.queueModel;
      const each = isSame ? result : rerun(queueModel);
      return {
        queueModel,
        equityChange: each.equity - each.startingCash,
        fills: each.counts.fills,
        fees: each.fees,
      };
    }),
  };
}
