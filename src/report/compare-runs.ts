import type { BacktestReport } from './backtest-report.js';

/** A setting that the runs do not share; `null` = the run has no such setting. */
export interface SettingDifference {
  readonly key: string;
  readonly values: readonly (string | null)[];
}

/** What one run brought, in dollars. */
export interface RunTotals {
  readonly runId: string;
  readonly strategy: string;
  readonly dataset: string;
  readonly pnlUsd: number;
  readonly grossPnlUsd: number;
  readonly feesUsd: number;
  readonly games: number;
  readonly trades: number;
  /** Net P&L a game with its interval; `null` where there are too few games. */
  readonly perGameUsd: number | null;
  readonly interval: { readonly low: number; readonly high: number } | null;
  readonly winRate: number | null;
  readonly drawdownUsd: number;
  readonly unsettled: number;
  readonly headline: string;
  readonly output: string;
}

/** A gate that let through another number in one of the runs; `null` = the run has no such gate. */
export interface GateDifference {
  readonly action: string;
  readonly gate: string;
  readonly counts: readonly ({ readonly reached: number; readonly passed: number } | null)[];
}

/** Runs side by side: lists have one entry a run, in the order given. */
export interface RunComparison {
  readonly runs: readonly RunTotals[];
  readonly settings: readonly SettingDifference[];
  readonly funnel: readonly GateDifference[];
  /** What makes the runs hard to compare; empty where nothing does. */
  readonly notes: readonly string[];
}

/** Sets two or more runs side by side. */
export function compareRuns(reports: readonly BacktestReport[]): RunComparison {
  return {
    runs: reports.map(totalsOf),
    settings: settingDifferences(reports),
    funnel: gateDifferences(reports),
    notes: notesOn(reports),
  };
}

const totalsOf = (report: BacktestReport): RunTotals => ({
  runId: report.runId,
  strategy: `${report.strategy.name} ${report.strategy.version}`,
  dataset: report.dataset.name,
  pnlUsd: report.money.pnlUsd,
  grossPnlUsd: report.money.grossPnlUsd,
  feesUsd: report.money.feesUsd,
  games: report.perGame.games,
  trades: report.trades.trades,
  perGameUsd: report.perGame.meanUsd,
  interval: report.perGame.meanInterval,
  winRate: report.trades.winRate,
  drawdownUsd: report.drawdown.amountUsd,
  unsettled: report.counts.unsettled,
  headline: report.verdict.headline,
  output: report.certificate.output,
});

const differ = (values: readonly unknown[]): boolean =>
  new Set(values.map((value) => JSON.stringify(value))).size > 1;

function settingDifferences(reports: readonly BacktestReport[]): readonly SettingDifference[] {
  const tables = reports.map(({ config }) => new Map(config.map(({ key, value }) => [key, value])));
  const keys = new Set(tables.flatMap((table) => [...table.keys()]));
  return [...keys]
    .map((key) => ({ key, values: tables.map((table) => table.get(key) ?? null) }))
    .filter(({ values }) => differ(values));
}

function gateDifferences(reports: readonly BacktestReport[]): readonly GateDifference[] {
  const tables = reports.map(
    ({ funnel }) => new Map(funnel.map((row) => [JSON.stringify([row.action, row.gate]), row])),
  );
  const rows = new Map(tables.flatMap((table) => [...table]));
  return [...rows]
    .map(([key, { action, gate }]) => ({
      action,
      gate,
      counts: tables.map((table) => {
        const row = table.get(key);
        return row === undefined ? null : { reached: row.reached, passed: row.passed };
      }),
    }))
    .filter(({ counts }) => differ(counts));
}

function notesOn(reports: readonly BacktestReport[]): readonly string[] {
  const manifests = reports.map(({ dataset }) => dataset.manifestHash);
  const outputs = reports.map(({ certificate }) => certificate.output);
  const spans = reports.map(({ dataset, counts }) => [dataset.from, dataset.to, counts.markets]);
  return [
    ...(differ(manifests) ? ['The runs replayed different data: a difference may be the data alone.'] : []),
    ...(!differ(manifests) && differ(spans) ? ['The runs replayed different parts of one dataset.'] : []),
    ...(differ(outputs) ? [] : ['Every decision, order, fill and cash movement is the same.']),
    ...(differ(reports.map(({ generatedWith }) => generatedWith))
      ? ['The runs were made by different versions of touchline.']
      : []),
  ];
}
