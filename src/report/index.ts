export type { BacktestReport } from './backtest-report.js';
export { buildBacktestReport } from './build-backtest-report.js';
export { buildCalibrationReport } from './calibration/build-calibration-report.js';
export { calibrationToHtml } from './calibration/calibration-html.js';
export { calibrationToJson } from './calibration/calibration-json.js';
export type { CalibrationInput, CalibrationReport } from './calibration/calibration-report.js';
export { calibrationToText } from './calibration/calibration-terminal.js';
export { bucketChart } from './charts/bucket-chart.js';
export type { ChartSpec } from './charts/chart-config.js';
export { costChart } from './charts/cost-chart.js';
export { equityChart } from './charts/equity-chart.js';
export { funnelChart } from './charts/funnel-chart.js';
export { gameChart } from './charts/game-chart.js';
export { groupErrorChart } from './charts/group-error-chart.js';
export { reliabilityChart } from './charts/reliability-chart.js';
export { renderSvg } from './charts/render-svg.js';
export { sportChart } from './charts/sport-chart.js';
export { renderHtml } from './html.js';
export type {
  Certificate,
  ConfigRow,
  CoverageGap,
  CoverageSummary,
  DatasetSummary,
  ReportInput,
} from './report-input.js';
export { type RunJson, runJsonSchema } from './run-json.js';
export { renderTerminal } from './terminal.js';
export { wantsColour } from './terminal-colour.js';
export { toJson } from './to-json.js';
