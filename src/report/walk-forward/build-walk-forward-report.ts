import { randomStream } from '../../engine/random.js';
import { USD_PER_DOLLAR } from '../../engine/units.js';
import { drawClusters } from '../../research/cluster-bootstrap.js';
import { BOOTSTRAP_CLUSTERS, gameInterval } from '../../research/game-interval.js';
import { type TrackRecord, trackRecord } from '../../research/track-record.js';
import type { GameEvidence } from '../backtest-report.js';
import { formatRange, formatSigned, plural } from '../format.js';
import type { WalkForwardInput, WalkForwardWindow } from './walk-forward-input.js';

const RESAMPLES = 2_000;

/** A window as it is printed. */
export interface WindowRow extends Omit<WalkForwardWindow, 'games' | 'startingCash'> {
  readonly testGames: number;
  readonly pnlUsd: number;
  /** Sharpe ratio a game of the test; `null` = not traded, or all games brought the same. */
  readonly testSharpe: number | null;
}

/** How often one axis was chosen anew. */
export interface AxisStability {
  readonly axis: string;
  /** What was chosen in each window that chose. */
  readonly values: readonly (string | number | boolean)[];
  readonly distinct: number;
  /** Windows that chose what the one before chose. */
  readonly kept: number;
}

export interface WalkForwardReport extends Omit<WalkForwardInput, 'windows'> {
  readonly windows: readonly WindowRow[];
  /** All tests together: every game once, none of which the settings were chosen on. */
  readonly outOfSample: GameEvidence;
  readonly track: TrackRecord | null;
  /** Mean Sharpe ratio of what was chosen, on the training and on the test, over windows that have both. */
  readonly carried: { readonly train: number; readonly test: number; readonly windows: number } | null;
  readonly stability: readonly AxisStability[];
  /** P&L summed over the games of the tests, dollars. */
  readonly curve: readonly { readonly game: number; readonly usd: number }[];
  readonly headline: string;
  readonly conclusion: string;
}

const dollars = (micro: number): number => Math.round(micro) / USD_PER_DOLLAR;
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Puts the tests of a walk-forward together and says what they show. */
export function buildWalkForwardReport(input: WalkForwardInput): WalkForwardReport {
  const windows = input.windows.map(windowRow);
  const games = input.windows.flatMap((window) => window.games.map(([, pnl]) => ({ pnl, window })));
  const outOfSample = evidenceOf(games.map(({ pnl }) => pnl));
  const returns = games.flatMap(({ pnl, window }) =>
    window.startingCash > 0 ? [pnl / window.startingCash] : [0],
  );
  const both = windows.flatMap(({ chosen, testSharpe }) =>
    chosen === null || testSharpe === null ? [] : [{ train: chosen.trainSharpe, test: testSharpe }],
  );
  let sum = 0;
  const report = {
    ...input,
    windows,
    outOfSample,
    track: trackRecord(returns, input.ledgerTrials),
    carried:
      both.length === 0
        ? null
        : {
            train: mean(both.map(({ train }) => train)),
            test: mean(both.map(({ test }) => test)),
            windows: both.length,
          },
    stability: stabilityOf(input),
    curve: games.map(({ pnl }, game) => {
      sum += pnl;
      return { game: game + 1, usd: dollars(sum) };
    }),
  };
  return { ...report, ...words(report) };
}

function windowRow({ games, startingCash, ...window }: WalkForwardWindow): WindowRow {
  const returns = games.map(([, pnl]) => pnl / (startingCash || 1));
  const track = window.traded === 0 ? null : trackRecord(returns, 1);
  const pnl = games.reduce((sum, [, each]) => sum + each, 0);
  return { ...window, testGames: games.length, pnlUsd: dollars(pnl), testSharpe: track?.sharpe ?? null };
}

function evidenceOf(pnl: readonly number[]): GameEvidence {
  const random = randomStream({ seed: 0, strategy: 'report', market: '', purpose: 'game-bootstrap' });
  const draws = pnl.length < BOOTSTRAP_CLUSTERS ? null : drawClusters(pnl.length, RESAMPLES, random);
  const {
    games,
    mean: average,
    total,
    meanInterval,
    totalInterval,
    method,
    missing,
  } = gameInterval(pnl, draws);
  const inDollars = (interval: typeof meanInterval) =>
    interval && { ...interval, low: dollars(interval.low), high: dollars(interval.high) };
  return {
    games,
    meanUsd: average === null ? null : dollars(average),
    totalUsd: dollars(total),
    meanInterval: inDollars(meanInterval),
    totalInterval: inDollars(totalInterval),
    method,
    missing,
  };
}

function stabilityOf({ axes, windows }: WalkForwardInput): readonly AxisStability[] {
  const chosen = windows.flatMap((window) => (window.chosen === null ? [] : [window.chosen.values]));
  return axes.map((axis, i) => {
    const values = chosen.map((each) => each[i] ?? '');
    const kept = values.filter((value, at) => at > 0 && value === values[at - 1]).length;
    return { axis, values, distinct: new Set(values).size, kept };
  });
}

function words({
  outOfSample,
  windows,
  carried,
}: Pick<WalkForwardReport, 'outOfSample' | 'windows' | 'carried'>) {
  const total = `${formatSigned(outOfSample.totalUsd)} USD on ${plural(outOfSample.games, 'game')} that no setting was chosen on`;
  const interval = outOfSample.totalInterval;
  const chose = windows.filter(({ chosen }) => chosen !== null).length;
  const headline =
    chose === 0
      ? 'No trial traded in any training.'
      : interval === null
        ? `${total}: no interval (${outOfSample.missing ?? 'N/A'}).`
        : interval.low > 0
          ? `${total}: more than chance.`
          : interval.high < 0
            ? `${total}: it loses.`
            : `${total}: no evidence of an edge.`;
  const range =
    interval === null ? '' : `95 % interval by game ${formatRange(interval.low, interval.high)} USD. `;
  const fall =
    carried === null
      ? 'What was chosen never traded in a test.'
      : `What was chosen had a Sharpe ratio of ${carried.train.toFixed(3)} a game where it was chosen and ${carried.test.toFixed(3)} where it was tried, over ${plural(carried.windows, 'window')}.`;
  return { headline, conclusion: `${range}${fall}` };
}
