import type { BacktestOptions } from '../engine/backtest.js';
import type { DecisionRecord, RunResult } from '../engine/run-result.js';
import type { Strategy } from '../engine/strategy.js';
import type { Tape } from '../engine/tape.js';
import type { TapeSource } from '../engine/tape-parts.js';
import { USD_PER_DOLLAR } from '../engine/units.js';
import type { RunStatistics } from '../report/run-statistics.js';
import { corp } from '../research/calibration/corp.js';
import { forecastSample } from '../research/calibration/forecast-sample.js';
import { skillAgainst } from '../research/calibration/skill.js';
import { depthCapacity } from '../research/depth-capacity.js';
import { drawdownDistribution } from '../research/drawdown-distribution.js';
import { BOOTSTRAP_CLUSTERS } from '../research/game-interval.js';
import { heldToSettlement } from '../research/held-to-settlement.js';
import { logGrowth } from '../research/log-growth.js';
import { type ClosingRow, closingLineValue, markOuts } from '../research/mark-outs.js';
import { closedTrips, gameOf, gameResults } from '../research/per-game.js';
import { trackRecord } from '../research/track-record.js';
import { wildBootstrap } from '../research/wild-bootstrap.js';
import { latencySensitivity } from './latency-sensitivity.js';
import { type FillMarks, HORIZONS, markFills } from './mark-fills.js';

interface StatisticsInput {
  readonly result: RunResult;
  readonly options: BacktestOptions;
  /** Different settings in the trial ledger of this data, this run's among them. */
  readonly trials: number;
  /** Makes a new strategy, for the run with slower orders; left out = it is not run. */
  readonly fresh?: () => Strategy;
}

/** Everything that a report says beyond money: what the fills were worth, and how far the result can be trusted. */
export function runStatistics(
  tape: Tape | TapeSource,
  { result, options, trials, fresh }: StatisticsInput,
): RunStatistics {
  const marks = markFills(tape, { result, options });
  const pnl = gameResults(result).map((game) => game.pnl);
  const returns = pnl.map((each) => each / result.startingCash);
  const drawdown = drawdownDistribution(pnl, result.startingCash);
  const wild =
    pnl.length < BOOTSTRAP_CLUSTERS ? wildBootstrap(pnl.map((each) => each / USD_PER_DOLLAR)) : null;
  const entries = beliefRows(result, marks);
  return {
    markOuts: [...markOuts(marks.fills, HORIZONS)],
    closingLine: closingLineValue(closingRows(marks)),
    heldToSettlement: heldOf(result, marks),
    growth: logGrowth(entries),
    skill: skillRows(entries),
    trackRecord: trackRecord(returns, trials),
    wildBootstrap: wild,
    drawdown: drawdown && {
      resamples: drawdown.resamples,
      medianUsd: drawdown.median / USD_PER_DOLLAR,
      q95Usd: drawdown.q95 / USD_PER_DOLLAR,
      q99Usd: drawdown.q99 / USD_PER_DOLLAR,
      underWaterShare: drawdown.underWaterShare,
      reached: drawdown.reached.map((row) => ({ ...row })),
    },
    latency: fresh === undefined ? [] : latencySensitivity(tape, { result, options, fresh }),
    spreadShare: spreadShare(marks),
    capacity: capacityOf(marks),
  };
}

function capacityOf({ depths }: FillMarks): RunStatistics['capacity'] {
  const { entries, notRecorded, rows } = depthCapacity(depths);
  return { entries, notRecorded, rows: rows.map((row) => ({ ...row })) };
}

/** Entries before the start with the close, both of the side that was bought. */
function closingRows({ fills, closes }: FillMarks): readonly ClosingRow[] {
  return fills.flatMap(({ game, side, opens, price }, i) => {
    const close = closes[i] ?? null;
    if (close === null || !opens || close <= 0 || close >= 1) return [];
    return [side === 'buy' ? { game, price, close } : { game, price: 1 - price, close: 1 - close }];
  });
}

function heldOf(result: RunResult, { payouts }: FillMarks): RunStatistics['heldToSettlement'] {
  const held = heldToSettlement(result, (market) => payouts[market] ?? null);
  if (held === null) return null;
  const { totalInterval } = held.difference;
  return {
    trades: held.trades,
    actualUsd: held.actual / USD_PER_DOLLAR,
    heldUsd: held.held / USD_PER_DOLLAR,
    differenceInterval: totalInterval && {
      low: totalInterval.low / USD_PER_DOLLAR,
      high: totalInterval.high / USD_PER_DOLLAR,
      confidence: totalInterval.confidence,
    },
  };
}

/** What fills gave away to the mid, as a share of what changed hands. */
function spreadShare({ fills }: FillMarks): number | null {
  let [given, turnover] = [0, 0];
  for (const { side, price, size, marks } of fills) {
    const mid = marks['at once'] ?? null;
    if (mid === null) continue;
    given += size * (side === 'buy' ? price - mid : mid - price);
    turnover += size * price;
  }
  return turnover === 0 ? null : given / turnover;
}

interface BeliefRow {
  readonly game: string;
  readonly sport: string;
  readonly period: number | null;
  readonly contract: string;
  readonly fraction: number;
  readonly cost: number;
  readonly probability: number;
  readonly mid: number;
  readonly outcome: 0 | 1;
}

/** Entries that were traded and state a probability, with a known outcome of 0 or 1. */
export function beliefRows(result: RunResult, { payouts, periods }: FillMarks): readonly BeliefRow[] {
  const trips = new Map(closedTrips(result).map((trip) => [`${trip.market} ${trip.openedAt}`, trip]));
  const opened = [...trips.values()].sort((a, b) => a.openedAt - b.openedAt);
  const believed = result.decisions.filter(
    ({ action, verdict, belief }) => action === 'enter' && verdict === 'acted' && belief !== null,
  );
  const byMarket = new Map<number, DecisionRecord[]>();
  for (const decision of believed) {
    const list = byMarket.get(decision.market);
    if (list === undefined) byMarket.set(decision.market, [decision]);
    else list.push(decision);
  }
  let point = 0;
  return opened.flatMap((trip) => {
    while ((result.equityCurve[point + 1]?.time ?? Infinity) <= trip.openedAt) point += 1;
    const belief = byMarket.get(trip.market)?.findLast(({ time }) => time <= trip.openedAt)?.belief;
    const payout = payouts[trip.market] ?? null;
    if (belief === undefined || belief === null || payout === null) return [];
    const { probability, mid, cost, side } = belief;
    if (probability === null || mid === null || cost === null || cost <= 0 || cost >= 1) return [];
    const outcome = side === 'yes' ? payout : 1 - payout;
    if (outcome !== 0 && outcome !== 1) return [];
    const wealth = result.equityCurve[point]?.equity ?? result.startingCash;
    const game = gameOf(result, trip.market);
    const fraction = Math.min(0.999, trip.cost / wealth);
    const contract = `${trip.market} ${side}`;
    const period = periods.get(`${trip.market} ${trip.openedAt}`) ?? null;
    return [
      { game: game.id, sport: game.sport, period, contract, fraction, cost, probability, mid, outcome },
    ];
  });
}

/** Whole, by sport, and by sport and period where the games' periods are recorded. */
function skillRows(rows: readonly BeliefRow[]): RunStatistics['skill'] {
  const sports = [...new Set(rows.map(({ sport }) => sport))].sort();
  const whole = [skillRow(rows, 'all', null)];
  const bySport = sports.map((sport) => ({ sport, own: rows.filter((row) => row.sport === sport) }));
  return [
    ...whole,
    ...(sports.length < 2 ? [] : bySport.map(({ sport, own }) => skillRow(own, sport, null))),
    ...bySport.flatMap(({ sport, own }) =>
      periodsOf(own).map((period) =>
        skillRow(
          own.filter((row) => row.period === period),
          sport,
          period,
        ),
      ),
    ),
  ].filter((row) => row !== null);
}

const periodsOf = (rows: readonly BeliefRow[]): readonly number[] =>
  [...new Set(rows.map(({ period }) => period))].filter((period) => period !== null).sort((a, b) => a - b);

function skillRow(
  rows: readonly BeliefRow[],
  sport: string,
  period: number | null,
): RunStatistics['skill'][number] | null {
  if (rows.length === 0) return null;
  const own = [...rows].sort((a, b) => a.probability - b.probability);
  const sample = forecastSample(own, 'game');
  const mids = own.map(({ mid }) => mid);
  const { brier, brierMarket, brierSkill, difference } = skillAgainst(sample, mids);
  const { mcb, dsc } = corp(sample).brier;
  const p = difference?.p ?? null;
  return { sport, period, entries: own.length, brier, brierMarket, brierSkill, p, mcb, dsc };
}
