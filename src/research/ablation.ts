import type { RunResult } from '../engine/run-result.js';
import { corp } from './calibration/corp.js';
import { forecastSample } from './calibration/forecast-sample.js';
import { clusteredMean } from './clustered-mean.js';
import type { Interval } from './interval.js';
import { closedTrips, gameOf } from './per-game.js';

/** What a run did: with a factor of its confidence, or without it. */
export interface AblationRow {
  /** The factor that was left out; `null` = none. */
  readonly without: string | null;
  readonly entries: number;
  /** Entries that the whole score made at the same instant too. */
  readonly shared: number;
  readonly pnlUsd: number;
  /** Mean a game less that of the whole score, over every game that either traded; `null` below five games. */
  readonly differenceInterval: Interval | null;
  readonly differenceUsd: number | null;
  /**
   * Of the score against trades won, from the isotonic curve: how far off it is, and how well it tells a won trade
   * from a lost one (Brier units). `null` = no trade.
   */
  readonly miscalibration: number | null;
  readonly discrimination: number | null;
}

/** Sets the runs without one factor each beside the run with all of them. */
export function ablation(
  whole: RunResult,
  parts: readonly { readonly without: string; readonly result: RunResult }[],
): readonly AblationRow[] {
  const row = (without: string | null, result: RunResult): AblationRow => ({
    without,
    entries: entriesOf(result).size,
    shared: [...entriesOf(result)].filter((entry) => entriesOf(whole).has(entry)).length,
    pnlUsd: [...pnlByGame(result).values()].reduce((sum, each) => sum + each, 0),
    ...differenceOf(result, whole),
    ...curveOf(result),
  });
  return [row(null, whole), ...parts.map(({ without, result }) => row(without, result))];
}

const entriesOf = ({ decisions }: RunResult): ReadonlySet<string> =>
  new Set(
    decisions
      .filter(({ action, verdict }) => action === 'enter' && verdict === 'acted')
      .map(({ market, time }) => `${market} ${time}`),
  );

function pnlByGame(result: RunResult): ReadonlyMap<string, number> {
  const games = new Map<string, number>();
  for (const trip of closedTrips(result)) {
    const { id } = gameOf(result, trip.market);
    games.set(id, (games.get(id) ?? 0) + trip.pnl / 1e6);
  }
  return games;
}

function differenceOf(
  result: RunResult,
  whole: RunResult,
): Pick<AblationRow, 'differenceUsd' | 'differenceInterval'> {
  const [own, base] = [pnlByGame(result), pnlByGame(whole)];
  const games = [...new Set([...own.keys(), ...base.keys()])].sort();
  const mean = clusteredMean(games.map((game) => [(own.get(game) ?? 0) - (base.get(game) ?? 0)]));
  return { differenceUsd: mean?.mean ?? null, differenceInterval: mean?.interval ?? null };
}

function curveOf(result: RunResult): Pick<AblationRow, 'miscalibration' | 'discrimination'> {
  const rows = closedTrips(result).flatMap((trip) => {
    const decision = result.decisions.findLast(
      ({ action, verdict, market, time }) =>
        action === 'enter' && verdict === 'acted' && market === trip.market && time <= trip.openedAt,
    );
    const probability = decision?.belief?.confidence ?? null;
    if (probability === null) return [];
    const game = gameOf(result, trip.market).id;
    return [{ probability, outcome: trip.pnl > 0 ? 1 : 0, game, contract: null }];
  });
  if (rows.length === 0) return { miscalibration: null, discrimination: null };
  const { mcb, dsc } = corp(forecastSample(rows, 'row')).brier;
  return { miscalibration: mcb, discrimination: dsc };
}
