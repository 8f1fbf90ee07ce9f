import type { Known, SweepReport, SweepRow } from './build-sweep-report.js';

/** Figures of a trial, in the order of the table. */
export const FIGURES = [
  'sharpe',
  'pnlUsd',
  'feesUsd',
  'drawdownUsd',
  'drawdownShare',
  'games',
  'trades',
  'fills',
  'unsettled',
  'configHash',
  'outputHash',
] as const satisfies readonly (keyof SweepRow)[];

const figureOf = <Figure extends object>(
  known: Known<Figure>,
): (Figure & { missing: null }) | { missing: string } =>
  'value' in known ? { ...known.value, missing: null } : { missing: known.missing };

/** The contract of `touchline sweep --json`. Two equal sweeps print the same, wherever and however they ran. */
export function sweepToJson(report: SweepReport): Readonly<Record<string, unknown>> {
  return {
    schema: 'touchline/sweep/1',
    generatedWith: report.generatedWith,
    strategy: report.strategy,
    dataset: report.dataset,
    search: report.search,
    axes: report.axes,
    games: report.games,
    days: report.days,
    ledgerTrials: report.ledgerTrials,
    headline: report.headline,
    conclusion: report.conclusion,
    deflatedSharpe: figureOf(report.deflated),
    overfitting: figureOf(report.overfitting),
    superiorAbility: figureOf(report.superior),
    stability: figureOf(report.stability),
    trials: report.rows.map((row) => ({
      rank: row.rank,
      settings: Object.fromEntries(report.axes.map((key, axis) => [key, row.values[axis]])),
      ...Object.fromEntries(FIGURES.map((name) => [name, row[name]])),
    })),
    heatMap: report.heat,
  };
}
