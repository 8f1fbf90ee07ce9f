import type { ModelScore, PartScore } from '../research/win-models/score-win-models.js';
import type { DriveFit } from '../strategies/winprob/drive-points.js';
import type { Paint } from './terminal-colour.js';
import { table } from './terminal-text.js';

/** A model's scores, with what is printed beside them. */
type ScoredRow = ModelScore & { readonly miscalibration: number; readonly brierWhereFitted: number };

const digits = (value: number): string => value.toFixed(4);
const signed = (value: number): string => `${value > 0 ? '+' : ''}${digits(value)}`;

/** Half the width of the interval, which is symmetric. */
function reach({ interval }: PartScore): string {
  return interval === null ? '' : ` ±${digits((interval.high - interval.low) / 2).slice(1)}`;
}

const scoreOf = (part: PartScore): string => `${digits(part.brier)}${reach(part)}`;

/** Brier scores by part of the game, one row a model. */
export function winScoreTable(models: readonly ScoredRow[], paint: Paint): string {
  const parts = models[0]?.parts ?? [];
  const head = ['Brier score', ...parts.map(({ part }) => part), 'all', 'miscalibration', 'where fitted'];
  const rows = models.map((model) => [
    model.name,
    ...model.parts.map(scoreOf),
    scoreOf(model.all),
    digits(model.miscalibration),
    digits(model.brierWhereFitted),
  ]);
  return table(head, rows, { paint, text: 1 });
}

/** Each model's Brier score less the benchmark's, with its interval. */
export function winDifferenceTable(models: readonly ModelScore[], paint: Paint): string {
  const rows = models.map(({ name, all: { difference, differenceInterval } }) => [
    name,
    signed(difference),
    differenceInterval === null
      ? ''
      : `${signed(differenceInterval.low)} to ${signed(differenceInterval.high)}`,
  ]);
  return table(['less the benchmark', 'mean', '95 % over games'], rows, { paint, text: 1 });
}

/** What was fitted beside what ships, in points. */
export function driveFitTable(
  fits: Readonly<Record<string, DriveFit>>,
  shipped: Readonly<Record<string, DriveFit>>,
  paint: Paint,
): string {
  const rows = Object.entries(fits).map(([known, fit]) => {
    const ours = shipped[known];
    const beside = (name: keyof DriveFit): string =>
      `${fit[name].toFixed(2)}${ours === undefined ? '' : ` (${ours[name].toFixed(2)})`}`;
    return [known, beside('deviation'), beside('ball'), beside('fiftyYards'), beside('laterDown')];
  });
  const head = ['fitted (shipped), points', 'deviation', 'the ball', 'fifty yards', 'a later down'];
  return table(head, rows, { paint, text: 1 });
}
