export type { RawTable } from './config/config-file.js';
export { calibrationPoints } from './data/calibration-points.js';
export { datasetByName, listDatasets } from './data/datasets.js';
export { randomStream } from './engine/random.js';
export { backtest, exampleConfig, type NotebookRun } from './notebook/backtest.js';
export type { Claim } from './notebook/claim.js';
export type { Column } from './notebook/markdown-table.js';
export { type Picture, picture } from './notebook/picture.js';
export { type OpenSeason, openSeason, type SeasonName } from './notebook/season.js';
export { type Display, type Show, showWith } from './notebook/show.js';
export { bucketChart } from './report/charts/bucket-chart.js';
export type { ChartSpec } from './report/charts/chart-config.js';
export { costChart } from './report/charts/cost-chart.js';
export { equityChart } from './report/charts/equity-chart.js';
export { fillBracketChart } from './report/charts/fill-bracket-chart.js';
export { funnelChart } from './report/charts/funnel-chart.js';
export { gameChart } from './report/charts/game-chart.js';
export { groupErrorChart } from './report/charts/group-error-chart.js';
export { heatChart } from './report/charts/heat-chart.js';
export { intervalChart } from './report/charts/interval-chart.js';
export { linesChart } from './report/charts/lines-chart.js';
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
