export {
  type BootstrapResult,
  type ClusterDraws,
  clusterBootstrap,
  drawClusters,
} from './cluster-bootstrap.js';
export { type ClusteredMean, clusteredMean } from './clustered-mean.js';
export { type CostScenario, costSensitivity } from './cost-sensitivity.js';
export { type Drawdown, drawdown } from './drawdown.js';
export { type GameInterval, type GameIntervalMethod, gameInterval } from './game-interval.js';
export { type Interval, MINIMUM_CLUSTERS } from './interval.js';
export { type GameResult, gameResults } from './per-game.js';
export { type TradeFills, tradeFills } from './trade-fills.js';
export { type TradeStatistics, tradeStatistics } from './trade-statistics.js';
