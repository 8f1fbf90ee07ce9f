export {
  type ArtifactParts,
  type CalibrationArtifact,
  writeCalibrationArtifact,
} from '../strategies/calibration/artifact.js';
export { isotonicFit } from '../strategies/calibration/isotonic.js';
export { recalibrate } from '../strategies/calibration/recalibrate.js';
export {
  RECALIBRATION_METHODS,
  type Recalibration,
  type RecalibrationMethod,
} from '../strategies/calibration/recalibration.js';
export { type VennAbers, vennAbers } from '../strategies/calibration/venn-abers.js';
export {
  type AssessOptions,
  assessCalibration,
  assessGroup,
  type CalibrationAssessment,
  type WholeAssessment,
} from './calibration/assess.js';
export {
  type BinnedError,
  type Binning,
  binnedError,
  type ForecastBin,
  forecastBins,
} from './calibration/binned-error.js';
export {
  type ConfidenceDecile,
  type ConfidenceDeciles,
  type ConfidenceRow,
  confidenceDeciles,
} from './calibration/confidence-deciles.js';
export { type Corp, type CorpStep, corp, type ScoreParts } from './calibration/corp.js';
export { type CoxCalibration, coxCalibration } from './calibration/cox.js';
export { type DieboldMariano, dieboldMariano } from './calibration/diebold-mariano.js';
export { type CalibrationFinding, type FindingKind, findingOf, findingsOf } from './calibration/finding.js';
export {
  type ForecastRow,
  type ForecastSample,
  forecastSample,
  type Weighting,
} from './calibration/forecast-sample.js';
export { type HosmerLemeshow, hosmerLemeshow } from './calibration/hosmer-lemeshow.js';
export { type MeanError, meanError } from './calibration/mean-error.js';
export { type Band, type Floor, type NoiseFloor, noiseFloor } from './calibration/noise-floor.js';
export { fitRecalibration } from './calibration/recalibration/fit-recalibration.js';
export { readCalibrationArtifact } from './calibration/recalibration/read-calibration.js';
export { type Skill, skillAgainst } from './calibration/skill.js';
export { type SmoothError, smoothError } from './calibration/smooth-error.js';
export { meanErrorTest, type ScoreTest, spiegelhalterTest } from './calibration/spiegelhalter.js';
export {
  type BootstrapResult,
  type ClusterDraws,
  clusterBootstrap,
  drawClusters,
} from './cluster-bootstrap.js';
export { type ClusteredMean, clusteredMean } from './clustered-mean.js';
export { type ClusteredPoint, type ClusteredSlope, clusteredSlope } from './clustered-slope.js';
export { type CostScenario, costSensitivity } from './cost-sensitivity.js';
export { type Drawdown, drawdown } from './drawdown.js';
export { type GameInterval, type GameIntervalMethod, gameInterval } from './game-interval.js';
export { type Interval, MINIMUM_CLUSTERS } from './interval.js';
export { benjaminiHochbergAdjusted, holmAdjusted } from './multiple-testing.js';
export { type BacktestOverfitting, backtestOverfitting } from './overfitting/backtest-overfitting.js';
export {
  type DeflatedSharpe,
  deflatedSharpe,
  effectiveTrials,
  expectedMaximum,
  minimumBacktestLength,
  minimumTrackRecord,
  probabilisticSharpe,
  type SharpeMoments,
  sharpeMoments,
  type TrialSpread,
} from './overfitting/sharpe.js';
export {
  type Advantage,
  type SuperiorAbility,
  type SuperiorAbilityOptions,
  superiorAbility,
} from './overfitting/superior-ability.js';
export { type GameResult, gameResults } from './per-game.js';
export { jeffreysInterval, wilsonInterval } from './proportion-interval.js';
export { brierScore } from './scores/brier.js';
export { DEFAULT_CLIP, type LogLoss, logLoss } from './scores/log-loss.js';
export { type MurphyDecomposition, murphyDecomposition } from './scores/murphy.js';
export { rankedLogScore, rankedProbabilityScore } from './scores/ranked-scores.js';
export { type TradeFills, tradeFills } from './trade-fills.js';
export { type TradeStatistics, tradeStatistics } from './trade-statistics.js';
