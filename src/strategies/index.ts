export { favouriteDip } from './favourite-dip/favourite-dip.js';
export { type FavouriteDipParameters, favouriteDipParameters } from './favourite-dip/parameters.js';
export { STRATEGIES, strategyNamed } from './registry.js';
export {
  defineStrategy,
  type ParameterResolver,
  type ParametersFor,
  type StrategyDefinition,
  type StrategyModule,
} from './strategy-module.js';
