import type { z } from 'zod';
import type { GameView, MarketView, Strategy } from '../engine/strategy.js';

/** The parameters in force for a market: its own, over its league's, over its sport's, over the general. */
export type ParametersFor<Parameters> = (market: MarketView, game: GameView) => Parameters;

/** Checks every layer of raw parameters against a schema and says which are in force for a market. */
export type ParameterResolver = <Parameters>(schema: z.ZodType<Parameters>) => ParametersFor<Parameters>;

/** What a strategy declares about itself. */
export interface StrategyDefinition<Parameters> {
  readonly name: string;
  /** Changes whenever a decision could change: a calibration or a run belongs to one version. */
  readonly version: string;
  /** One sentence for lists and reports. */
  readonly summary: string;
  /** Checks raw settings and fills in defaults; units and ranges stand in its descriptions. */
  readonly parameters: z.ZodType<Parameters>;
  create(parametersFor: ParametersFor<Parameters>): Strategy;
}

/**
 * A strategy as the outside knows it, whatever its parameters are. One module serves backtest, sweep, paper
 * and live.
 */
export interface StrategyModule {
  readonly name: string;
  readonly version: string;
  readonly summary: string;
  readonly parameters: z.ZodType<unknown>;
  instantiate(resolve: ParameterResolver): Strategy;
}

/** Makes a module of a definition; the parameters' type stays inside it. */
export function defineStrategy<Parameters>(definition: StrategyDefinition<Parameters>): StrategyModule {
  const { name, version, summary, parameters } = definition;
  return {
    name,
    version,
    summary,
    parameters,
    instantiate: (resolve) => definition.create(resolve(parameters)),
  };
}
