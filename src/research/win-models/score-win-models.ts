import { corp } from '../calibration/corp.js';
import { forecastSample } from '../calibration/forecast-sample.js';
import { clusteredMean } from '../clustered-mean.js';
import type { Interval } from '../interval.js';

/** A moment at which every model gave a probability. */
export interface ScoredMoment {
  readonly game: string;
  /** Part of the game, such as a quarter. */
  readonly part: string;
  readonly homeWon: boolean;
}

/** Probabilities of one model, in the order of the moments. */
export interface ScoredModel {
  readonly name: string;
  readonly probability: Float64Array;
}

/** How a model did in one part, or in all. */
export interface PartScore {
  readonly part: string;
  readonly games: number;
  readonly moments: number;
  /** Mean over games of the mean over a game's moments. */
  readonly brier: number;
  readonly interval: Interval | null;
  /** Brier score less that of the benchmark, game by game. */
  readonly difference: number;
  readonly differenceInterval: Interval | null;
}

/** How a model did. */
export interface ModelScore {
  readonly name: string;
  readonly all: PartScore;
  readonly parts: readonly PartScore[];
}

/**
 * Brier scores of models on the same moments, by part of the game and in all: each game weighs 1 in each, however many
 * moments it has, and every interval is over games. The benchmark is one of the models.
 */
export function scoreWinModels(
  moments: readonly ScoredMoment[],
  models: readonly ScoredModel[],
  benchmark: ScoredModel,
): readonly ModelScore[] {
  const parts = [...new Set(moments.map(({ part }) => part))];
  const rowsOf = (part: string): readonly number[] =>
    [...moments.keys()].filter((row) => moments[row]?.part === part);
  const groups = parts.map((part) => [part, rowsOf(part)] as const);
  const all = [...moments.keys()];
  return models.map((model) => {
    const score = (part: string, rows: readonly number[]): PartScore =>
      partScore({ part, rows, moments, model, benchmark });
    return {
      name: model.name,
      all: score('all', all),
      parts: groups.map(([part, rows]) => score(part, rows)),
    };
  });
}

interface PartTask {
  readonly part: string;
  readonly rows: readonly number[];
  readonly moments: readonly ScoredMoment[];
  readonly model: ScoredModel;
  readonly benchmark: ScoredModel;
}

function partScore({ part, rows, moments, model, benchmark }: PartTask): PartScore {
  const own = new Map<string, number[]>();
  const apart = new Map<string, number[]>();
  for (const row of rows) {
    const { game, homeWon } = moments[row] as ScoredMoment;
    const error = squaredError(model, row, homeWon);
    add(own, game, error);
    add(apart, game, error - squaredError(benchmark, row, homeWon));
  }
  const brier = overGames(own);
  const difference = overGames(apart);
  return {
    part,
    games: own.size,
    moments: rows.length,
    ...{ brier: brier.mean, interval: brier.interval },
    ...{ difference: difference.mean, differenceInterval: difference.interval },
  };
}

function squaredError({ probability }: ScoredModel, row: number, homeWon: boolean): number {
  const error = (probability[row] as number) - (homeWon ? 1 : 0);
  return error * error;
}

function add(values: Map<string, number[]>, game: string, value: number): void {
  const known = values.get(game);
  if (known === undefined) values.set(game, [value]);
  else known.push(value);
}

/** One value a game, its mean; and the interval over games. */
function overGames(values: ReadonlyMap<string, readonly number[]>): {
  mean: number;
  interval: Interval | null;
} {
  const means = [...values.values()].map((each) => [
    each.reduce((sum, value) => sum + value, 0) / each.length,
  ]);
  const { mean = Number.NaN, interval = null } = clusteredMean(means) ?? {};
  return { mean, interval };
}

/** What recalibration would have saved of a model's Brier score (CORP), one weight a game. */
export function miscalibrationOf(moments: readonly ScoredMoment[], { probability }: ScoredModel): number {
  const rows = moments.map(({ game, homeWon }, row) => ({
    ...{ game, contract: null, outcome: homeWon ? 1 : 0 },
    probability: probability[row] as number,
  }));
  return corp(forecastSample(rows, 'game')).brier.mcb;
}
