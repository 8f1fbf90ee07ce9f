import type { BacktestReport } from './backtest-report.js';
import { isoTime } from './format.js';
import type { CoverageSummary } from './report-input.js';
import type { RunJson } from './run-json.js';

/** The documented JSON of a run: times as ISO 8601 in UTC, money in dollars. */
export function toJson(report: BacktestReport): RunJson {
  const { money, drawdown, dataset } = report;
  return {
    schema: 'touchline/run/1',
    runId: report.runId,
    generatedWith: report.generatedWith,
    strategy: { ...report.strategy },
    dataset: { ...dataset, from: isoTime(dataset.from), to: isoTime(dataset.to) },
    certificate: { ...report.certificate },
    counts: { ...report.counts },
    ...money,
    verdict: { ...report.verdict },
    alarms: [...report.alarms],
    warnings: report.warnings.map((row) => ({ ...row })),
    assumptions: [...report.assumptions],
    funnel: report.funnel.map((row) => ({ ...row })),
    perGame: report.perGame,
    bySport: report.bySport.map((row) => ({ ...row })),
    byGame: report.byGame.map((row) => ({ ...row })),
    trades: report.trades,
    drawdown: {
      ...drawdown,
      peakAt: isoTime(drawdown.peakAt),
      troughAt: isoTime(drawdown.troughAt),
      recoveredAt: isoTime(drawdown.recoveredAt),
    },
    statistics: report.statistics,
    fillBracket: report.fillBracket && {
      ...report.fillBracket,
      rows: report.fillBracket.rows.map((row) => ({ ...row })),
    },
    costSensitivity: report.costSensitivity.map((row) => ({ ...row })),
    breakEvenCents: report.breakEvenCents,
    coverage: coverageJson(report.coverage),
    config: report.config.map((row) => ({ ...row })),
    seconds: report.seconds,
  };
}

function coverageJson({ requested, present, gaps, thinMarkets }: CoverageSummary): RunJson['coverage'] {
  return {
    requested: { ...requested, from: isoTime(requested.from), to: isoTime(requested.to) },
    present: { ...present, from: isoTime(present.from), to: isoTime(present.to) },
    gaps: gaps.map(({ from, to, market }) => ({ from: isoTime(from) ?? '', to: isoTime(to) ?? '', market })),
    thinMarkets: thinMarkets.map((row) => ({ ...row })),
  };
}
