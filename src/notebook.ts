export { mergeTables, type RawTable } from './config/config-file.js';
export { listDatasets } from './data/datasets.js';
export { randomStream } from './engine/random.js';
export { prob } from './engine/units.js';
export { backtest, exampleConfig, type NotebookRun } from './notebook/backtest.js';
export { calibrateDataset } from './notebook/calibrate-dataset.js';
export type { Claim } from './notebook/claim.js';
export type { Column } from './notebook/markdown-table.js';
export { openOwnStore } from './notebook/own-store.js';
export { type PaperRun, replayJournal, tradeOnPaper } from './notebook/paper-session.js';
export { type Picture, picture } from './notebook/picture.js';
export { byGame, type ScoredEntry, scoredEntries } from './notebook/scored-entries.js';
export { type NotebookSearch, searchAtRandom } from './notebook/search.js';
export { type OpenSeason, openSeason, type SeasonName } from './notebook/season.js';
export { type Display, type Show, showWith } from './notebook/show.js';
export type { CalibrationReport } from './report/calibration/calibration-report.js';
export { bucketChart } from './report/charts/bucket-chart.js';
export type { ChartSpec } from './report/charts/chart-config.js';
export { costChart } from './report/charts/cost-chart.js';
export { decileChart } from './report/charts/decile-chart.js';
export { equityChart } from './report/charts/equity-chart.js';
export { fillBracketChart } from './report/charts/fill-bracket-chart.js';
export { funnelChart } from './report/charts/funnel-chart.js';
export { gameChart } from './report/charts/game-chart.js';
export { groupErrorChart } from './report/charts/group-error-chart.js';
export { heatChart } from './report/charts/heat-chart.js';
export { intervalChart } from './report/charts/interval-chart.js';
export { linesChart } from './report/charts/lines-chart.js';
export { markOutChart } from './report/charts/mark-out-chart.js';
export { reliabilityChart } from './report/charts/reliability-chart.js';
export { scatterChart } from './report/charts/scatter-chart.js';
export { sportChart } from './report/charts/sport-chart.js';
export { equitySamples } from './report/equity-samples.js';
export {
  formatCount,
  formatDollars,
  formatNumber,
  formatPercent,
  formatRange,
  formatSigned,
  plural,
} from './report/format.js';
export { type ClusteredMean, clusteredMean } from './research/clustered-mean.js';
export { type ClusteredSlope, clusteredSlope } from './research/clustered-slope.js';
export { type SharpeMoments, sharpeMoments } from './research/overfitting/sharpe.js';
export { scoreConfidence } from './strategies/confidence/score-confidence.js';
export { drawdownKellyFraction } from './strategies/kelly/drawdown.js';
export { expectedGrowth } from './strategies/kelly/growth.js';
export { kellyFraction } from './strategies/kelly/kelly.js';
