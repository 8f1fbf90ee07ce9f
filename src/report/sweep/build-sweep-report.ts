import { randomStream } from '../../engine/random.js';
import { USD_PER_DOLLAR } from '../../engine/units.js';
import {
  type BacktestOverfitting,
  backtestOverfitting,
} from '../../research/overfitting/backtest-overfitting.js';
import { deflatedSharpe, type SharpeMoments, sharpeMoments } from '../../research/overfitting/sharpe.js';
import { superiorAbility } from '../../research/overfitting/superior-ability.js';
import { type HeatMap, heatMap } from './heat-map.js';
import { type Stability, stability } from './stability.js';
import type { SweepInput, SweepTrial } from './sweep-input.js';
import { sweepWords } from './sweep-words.js';

/** A trial as a table shows it; money in dollars. */
export interface SweepRow {
  /** 1 = best. */
  readonly rank: number;
  readonly values: SweepTrial['values'];
  /** Sharpe ratio of the return a game, not annualised; `null` where no game was traded or all agree. */
  readonly sharpe: number | null;
  /** Net of fees, closed and settled. */
  readonly pnlUsd: number;
  readonly feesUsd: number;
  readonly drawdownUsd: number;
  readonly drawdownShare: number;
  readonly games: number;
  readonly trades: number;
  readonly fills: number;
  readonly unsettled: number;
  readonly configHash: string;
  readonly outputHash: string;
}

/** How the best looks once the search is allowed for. */
export interface DeflatedBest {
  /** Chance that its true ratio is above what the best of so many shows by luck. */
  readonly probability: number;
  readonly luckySharpe: number;
  /** N: every trial ever recorded on this data. */
  readonly trials: number;
  /** Variance of the ratio across the trials of this sweep. */
  readonly variance: number;
}

/** Test of superior predictive ability against not trading, by day. */
export interface SuperiorBest {
  /** Hansen's consistent p-value with its bounds, and White's reality check. */
  readonly p: number;
  readonly lowerP: number;
  readonly upperP: number;
  readonly realityCheckP: number;
}

/** A figure, or why there is none. */
export type Known<Figure> = { readonly value: Figure } | { readonly missing: string };

/** A sweep as it is printed. */
export interface SweepReport extends Pick<SweepInput, 'file' | 'search' | 'strategy' | 'dataset' | 'axes'> {
  readonly generatedWith: string;
  readonly ledgerTrials: number;
  readonly games: number;
  readonly days: number;
  /** Best first: by Sharpe ratio, then by P&L, then in the order of the plan. */
  readonly rows: readonly SweepRow[];
  readonly deflated: Known<DeflatedBest>;
  readonly overfitting: Known<BacktestOverfitting & { readonly blocks: number }>;
  /** Whether the best is better than not trading, allowing for the search. */
  readonly superior: Known<SuperiorBest>;
  readonly stability: Known<Stability>;
  readonly heat: HeatMap | null;
  readonly headline: string;
  readonly conclusion: readonly string[];
}

interface Judged {
  readonly trial: SweepTrial;
  /** Returns on the starting cash, one a game of the data, in time order; 0 where it was not traded. */
  readonly returns: readonly number[];
  readonly moments: SharpeMoments | null;
}

/** Ranks the trials of a sweep and says what the best of them is worth. */
export function buildSweepReport(input: SweepInput): SweepReport {
  const judged = input.trials.map((trial) => judgedTrial(trial, input));
  const order = judged
    .map((_, i) => i)
    .sort((a, b) => byRank(judged[a] as Judged, judged[b] as Judged) || a - b);
  const rows = order.map((i, position) => rowOf(judged[i] as Judged, position + 1));
  const figures = {
    rows,
    ledgerTrials: input.ledgerTrials,
    games: input.days.length,
    days: new Set(input.days.map(({ day }) => day)).size,
    deflated: deflatedBest(judged[order[0] ?? -1], judged, input.ledgerTrials),
    overfitting: overfittingOf(judged, input),
    superior: superiorOf(judged, input),
    stability: stability(input.axes, rows),
    heat: heatMap(input.axes, rows),
  };
  const { file, search, strategy, dataset, axes, generatedWith } = input;
  return { file, search, strategy, dataset, axes, generatedWith, ...figures, ...sweepWords(figures) };
}

function judgedTrial(trial: SweepTrial, { days }: SweepInput): Judged {
  const pnl = new Map(trial.games);
  const returns = days.map(({ game }) => (pnl.get(game) ?? 0) / trial.startingCash);
  const moments = returns.length < 2 ? null : sharpeMoments(returns);
  return { trial, returns, moments: moments !== null && Number.isFinite(moments.sharpe) ? moments : null };
}

const totalOf = ({ games }: SweepTrial): number => games.reduce((sum, [, pnl]) => sum + pnl, 0);

function byRank(a: Judged, b: Judged): number {
  const worst = Number.NEGATIVE_INFINITY;
  const [left, right] = [a.moments?.sharpe ?? worst, b.moments?.sharpe ?? worst];
  return left === right ? totalOf(b.trial) - totalOf(a.trial) : right - left;
}

function rowOf({ trial, moments }: Judged, rank: number): SweepRow {
  return {
    rank,
    values: trial.values,
    sharpe: moments?.sharpe ?? null,
    pnlUsd: totalOf(trial) / USD_PER_DOLLAR,
    feesUsd: trial.fees / USD_PER_DOLLAR,
    drawdownUsd: trial.drawdown.amount / USD_PER_DOLLAR,
    drawdownShare: trial.drawdown.share,
    games: trial.games.length,
    trades: trial.trades,
    fills: trial.fills,
    unsettled: trial.unsettled,
    configHash: trial.configHash,
    outputHash: trial.outputHash,
  };
}

function deflatedBest(
  best: Judged | undefined,
  judged: readonly Judged[],
  trials: number,
): Known<DeflatedBest> {
  if (!best?.moments) return { missing: 'N/A: no trial traded' };
  const ratios = judged.flatMap(({ moments }) => (moments === null ? [] : [moments.sharpe]));
  if (ratios.length < 2) return { missing: 'N/A: one trial that traded has no scatter' };
  const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
  const variance = ratios.reduce((sum, ratio) => sum + (ratio - mean) ** 2, 0) / (ratios.length - 1);
  return { value: { ...deflatedSharpe(best.moments, { trials, variance }), trials, variance } };
}

function returnsByDay(
  judged: readonly Judged[],
  { days }: SweepInput,
): ReadonlyMap<string, readonly number[]> {
  const rows = new Map<string, readonly number[]>();
  for (const [i, { day }] of days.entries()) {
    const before = rows.get(day);
    rows.set(
      day,
      judged.map(({ returns }, k) => (before?.[k] ?? 0) + (returns[i] as number)),
    );
  }
  return rows;
}

/** With fewer days the test rejects far more often than it says. */
const DAYS_MIN = 30;

/** Not trading earns nothing, so a trial's return a day is its advantage. */
function superiorOf(judged: readonly Judged[], input: SweepInput): SweepReport['superior'] {
  const traded = judged.filter(({ moments }) => moments !== null);
  if (traded.length === 0) return { missing: 'N/A: no trial traded' };
  const rows = [...returnsByDay(traded, input).values()];
  if (rows.length < DAYS_MIN) return { missing: `N/A: ${rows.length} days, wanted ${DAYS_MIN} or more` };
  const vary = traded.flatMap((_, k) => (rows.some((row) => row[k] !== rows[0]?.[k]) ? [k] : []));
  if (vary.length === 0) return { missing: 'N/A: every day brought the same' };
  const random = randomStream({ seed: 0, strategy: 'report', market: '', purpose: 'superior-ability' });
  const { p, lowerP, upperP, realityCheckP } = superiorAbility(
    rows.map((row) => vary.map((k) => row[k] as number)),
    // Games end on their day, so days are taken one by one: blocks of √n days reject noise far too often on so few.
    { random, block: 1 },
  );
  return { value: { p, lowerP, upperP, realityCheckP } };
}

const BLOCKS_MAX = 16;
/** Six blocks give twenty splits; fewer say nothing. */
const BLOCKS_MIN = 6;

/** Rows of the matrix are days: games of one day share its news and are never split. */
function overfittingOf(judged: readonly Judged[], input: SweepInput): SweepReport['overfitting'] {
  const rows = returnsByDay(judged, input);
  const traded = judged.filter(({ moments }) => moments !== null).length;
  if (traded < 2) return { missing: `N/A: ${traded} of the trials traded` };
  const blocks = Math.min(BLOCKS_MAX, 2 * Math.floor(rows.size / 4));
  if (blocks < BLOCKS_MIN) return { missing: `N/A: ${rows.size} days, wanted 12 or more` };
  return { value: { ...backtestOverfitting([...rows.values()], blocks), blocks } };
}
