import { TouchlineError } from '../engine/errors.js';
import { randomStream } from '../engine/random.js';
import type { RunResult } from '../engine/run-result.js';
import { type ClusterDraws, drawClusters } from '../research/cluster-bootstrap.js';
import { clusteredMean } from '../research/clustered-mean.js';
import { costSensitivity } from '../research/cost-sensitivity.js';
import { drawdown } from '../research/drawdown.js';
import { BOOTSTRAP_CLUSTERS, type GameInterval, gameInterval } from '../research/game-interval.js';
import type { Interval } from '../research/interval.js';
import { closedTrips, type GameResult, gameOf, gameResults } from '../research/per-game.js';
import { tradeStatistics } from '../research/trade-statistics.js';
import type {
  BacktestReport,
  CostRow,
  DrawdownSummary,
  FillBracketSummary,
  GameEvidence,
  GameRow,
  ReportMoney,
  SportRow,
  TradeSummary,
} from './backtest-report.js';
import { decisionSamples } from './decision-samples.js';
import { equitySamples } from './equity-samples.js';
import { funnelSentence } from './funnel-sentence.js';
import type { FillBracket, ReportInput } from './report-input.js';
import { tradeRows } from './trade-rows.js';
import { verdict } from './verdict.js';
import { warnings } from './warnings.js';

const RESAMPLES = 2_000;
/** `SYNTHETIC QUOTES: ...`: the kernel's way to say that a result is not what it seems. */
const LOUD = /^[A-Z][A-Z ]+:/;
const COST_CENTS = [0, 1, 2, 3] as const;

/** Micro-dollars, fractions included, as dollars to the micro-dollar. */
const dollars = (micro: number): number => Math.round(micro) / 1e6;
const dollarsOrNull = (micro: number | null): number | null => (micro === null ? null : dollars(micro));

/**
 * Turns a run into everything that its report prints.
 * @throws REPORT_UNBALANCED when round trips and cash do not agree: such a run must not be shown as a result.
 */
export function buildBacktestReport(input: ReportInput): BacktestReport {
  const { result } = input;
  const games = gameResults(result);
  const draws = gameDraws(games.length);
  const money = reportMoney(result);
  const costs = costSensitivity(result, COST_CENTS, draws).map(({ cents, pnl }) => ({
    cents,
    ...evidence(pnl),
  }));
  const perGame = evidence(
    gameInterval(
      games.map(({ pnl }) => pnl),
      draws,
    ),
  );
  const byGame = games.map(gameRow);
  const trades = tradeSummary(result);
  const rows = tradeRows(result);
  const sentence = funnelSentence(result.funnel, result.counts);
  const { unsettled } = result.counts;
  return {
    runId: input.runId,
    generatedWith: input.generatedWith,
    strategy: result.strategy,
    dataset: input.dataset,
    certificate: input.certificate,
    seconds: input.seconds,
    counts: result.counts,
    money,
    verdict: verdict({ money, perGame, trades: trades.trades, unsettled, funnelSentence: sentence }),
    warnings: warnings({
      input,
      bracket: bracketSummary(input.fillBracket),
      money,
      perGame,
      byGame,
      costSensitivity: costs,
    }),
    alarms: result.assumptions.filter((text) => LOUD.test(text)),
    assumptions: result.assumptions,
    funnel: result.funnel,
    funnelSentence: sentence,
    perGame,
    byGame,
    bySport: sportRows(games),
    drawdown: drawdownSummary(result),
    statistics: input.statistics ?? null,
    fillBracket: bracketSummary(input.fillBracket),
    costSensitivity: costs,
    breakEvenCents: breakEven(costs),
    trades,
    tradeRows: rows,
    decisions: decisionSamples(result, rows),
    equity: equitySamples(result.equityCurve, result.startingCash),
    coverage: input.coverage,
    config: input.config,
  };
}

/** The resamples depend on the number of games alone, so that two runs are compared on the same draws. */
function gameDraws(games: number): ClusterDraws | null {
  if (games < BOOTSTRAP_CLUSTERS) return null;
  const random = randomStream({ seed: 0, strategy: 'report', market: '', purpose: 'game-bootstrap' });
  return drawClusters(games, RESAMPLES, random);
}

function reportMoney(result: RunResult): ReportMoney {
  const closed = closedTrips(result);
  const pnl = closed.reduce((sum, trip) => sum + trip.pnl, 0);
  const fees = closed.reduce((sum, trip) => sum + trip.fees, 0);
  const open = result.roundTrips.filter((trip) => trip.closedBy === 'unsettled');
  const flow = open.reduce((sum, trip) => sum + trip.pnl, 0);
  const difference = result.cash - result.startingCash - pnl - flow;
  if (difference !== 0) {
    throw new TouchlineError('REPORT_UNBALANCED', 'round trips and cash of the run do not agree', {
      where: { differenceMicroUsd: difference },
      hint: 'this is a bug of touchline; keep the run and report it',
    });
  }
  return {
    startingCashUsd: dollars(result.startingCash),
    cashUsd: dollars(result.cash),
    equityUsd: dollars(result.equity),
    pnlUsd: dollars(pnl),
    grossPnlUsd: dollars(pnl + fees),
    feesUsd: dollars(result.fees),
    unsettledCostUsd: dollars(result.unsettled.reduce((sum, row) => sum + row.cost, 0)),
    unsettledMarkUsd: dollars(result.unsettled.reduce((sum, row) => sum + row.mark, 0)),
    unsettledCashFlowUsd: dollars(flow),
  };
}

const inDollars = (interval: Interval | null): Interval | null =>
  interval && { ...interval, low: dollars(interval.low), high: dollars(interval.high) };

const evidence = (value: GameInterval): GameEvidence => ({
  games: value.games,
  meanUsd: dollarsOrNull(value.mean),
  totalUsd: dollars(value.total),
  meanInterval: inDollars(value.meanInterval),
  totalInterval: inDollars(value.totalInterval),
  method: value.method,
  missing: value.missing,
});

const gameRow = ({ game, markets, trades, pnl, fees, stake }: GameResult): GameRow => ({
  game: game.id,
  sport: game.sport,
  league: game.league,
  date: game.date,
  markets,
  trades,
  pnlUsd: dollars(pnl),
  feesUsd: dollars(fees),
  stakeUsd: dollars(stake),
});

function sportRows(games: readonly GameResult[]): readonly SportRow[] {
  const sports = [...new Set(games.map(({ game }) => game.sport))].sort();
  return sports.map((sport) => {
    const own = games.filter(({ game }) => game.sport === sport);
    const total = (field: 'trades' | 'fees' | 'stake'): number =>
      own.reduce((sum, row) => sum + row[field], 0);
    const interval = gameInterval(
      own.map(({ pnl }) => pnl),
      gameDraws(own.length),
    );
    return {
      sport,
      trades: total('trades'),
      feesUsd: dollars(total('fees')),
      stakeUsd: dollars(total('stake')),
      ...evidence(interval),
    };
  });
}

function drawdownSummary(result: RunResult): DrawdownSummary {
  const { amount, longestUnderWaterMicros, ...rest } = drawdown(result.equityCurve, result.startingCash);
  return { ...rest, amountUsd: dollars(amount), longestUnderWaterSeconds: longestUnderWaterMicros / 1e6 };
}

function tradeSummary(result: RunResult): TradeSummary {
  const figures = tradeStatistics(result);
  const byGame = new Map<number, number[]>();
  for (const { market, pnl } of closedTrips(result)) {
    const { index } = gameOf(result, market);
    byGame.set(index, [...(byGame.get(index) ?? []), pnl]);
  }
  const mean = clusteredMean([...byGame.values()]);
  return {
    trades: figures.trades,
    wins: figures.wins,
    losses: figures.losses,
    winRate: figures.winRate,
    profitFactor: figures.profitFactor,
    averageWinUsd: dollarsOrNull(figures.averageWin),
    averageLossUsd: dollarsOrNull(figures.averageLoss),
    longestWinStreak: figures.longestWinStreak,
    longestLossStreak: figures.longestLossStreak,
    stakeUsd: dollars(figures.stake),
    turnoverUsd: dollars(figures.turnover),
    feeShare: figures.feeShare,
    returnOnStake: figures.returnOnStake,
    medianHoldSeconds: figures.medianHoldMicros === null ? null : figures.medianHoldMicros / 1e6,
    meanUsd: dollarsOrNull(mean?.mean ?? null),
    meanInterval: inDollars(mean?.interval ?? null),
  };
}

/** Where the line of net P&L over extra cost crosses 0; it is straight, two points make it. */
function bracketSummary(bracket: FillBracket | undefined): FillBracketSummary | null {
  if (bracket === undefined) return null;
  const signs = new Set(bracket.rows.map(({ equityChange }) => Math.sign(equityChange)));
  return {
    restingOrders: bracket.restingOrders,
    configured: bracket.configured,
    signDepends: signs.has(1) && signs.size > 1,
    rows: bracket.rows.map(({ queueModel, equityChange, fees, fills }) => ({
      queueModel,
      equityChangeUsd: dollars(equityChange),
      feesUsd: dollars(fees),
      fills,
    })),
  };
}

function breakEven(costs: readonly CostRow[]): number | null {
  const free = costs[0]?.totalUsd ?? 0;
  const perCent = free - (costs[1]?.totalUsd ?? 0);
  return free > 0 && perCent > 0 ? free / perCent : null;
}
