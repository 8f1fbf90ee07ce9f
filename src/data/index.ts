export { type ForecastFile, readForecastCsv } from './calibration-csv.js';
export {
  type CalibrationMoment,
  type CalibrationPoint,
  type CalibrationPoints,
  calibrationPoints,
} from './calibration-points.js';
export { checkDataset, type DatasetCheck, type Finding } from './check-dataset.js';
export {
  type CompleteDataset,
  type CoverageSummary,
  coverageOfDataset,
  type Dataset,
  type DatasetSummary,
  datasetByName,
  findDataset,
  listDatasets,
  summariseDataset,
} from './datasets.js';
export { DEFAULT_STORE_PATH } from './default-store-path.js';
export { type ImportRequest, type ImportSummary, importDataset } from './import/import-dataset.js';
export type { ImportFormat } from './import/import-format.js';
export { IMPORT_FORMATS } from './import/import-formats.js';
export type { Progress, ProgressListener } from './import/progress.js';
export { type LoadTapeOptions, loadTape } from './load-tape.js';
export { type MarketQuotes, quotesOfMarket } from './market-quotes.js';
export { type FinishedRun, listRuns, loadRun, type RunHeader, type StoredRun, saveRun } from './runs.js';
export { openStore, type Store, type StoreMode, type StoreOptions } from './store.js';
export { canonicalSelection, type TapeSelection } from './tape-selection.js';
export { listTrials, recordTrial, type Trial, type TrialKind } from './trials.js';
