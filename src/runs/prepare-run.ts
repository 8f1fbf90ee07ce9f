import { checkConfig, type RawTable } from '../config/config-file.js';
import { type EffectiveSetting, effectiveSettings } from '../config/effective-config.js';
import { type RunConfig, runConfigSchema } from '../config/run-config.js';
import { parametersFor } from '../config/strategy-parameters.js';
import { refuseVacuousSizing } from '../config/vacuous.js';
import type { Strategy } from '../engine/strategy.js';
import { strategyNamed } from '../strategies/registry.js';
import type { StrategyModule } from '../strategies/strategy-module.js';

/** A configuration that was checked, with everything that it decides before data is touched. */
export interface PreparedRun {
  readonly config: RunConfig;
  readonly module: StrategyModule;
  /** Every effective setting with its origin, the strategy's parameters included. */
  readonly settings: readonly EffectiveSetting[];
  /** A fresh strategy: it keeps state, so each run takes its own. */
  strategy(): Strategy;
}

/**
 * Checks a configuration whole: its own keys, the strategy's parameters in every section, and settings that
 * could never let an order through.
 *
 * @param file what errors call the configuration.
 * @throws CONFIG_INVALID, CONFIG_STRATEGY.
 */
export function prepareRun(raw: RawTable, file: string, given: RawTable = {}): PreparedRun {
  const config = checkConfig(runConfigSchema, raw, { file });
  const module = strategyNamed(config.strategy, file);
  const parameters = checkConfig(module.parameters, config.parameters, { file, section: 'parameters' });
  refuseVacuousSizing(config, parameters, file);
  // Instantiating checks every section of overrides too.
  const strategy = (): Strategy => module.instantiate((schema) => parametersFor(schema, config, file));
  strategy();
  const effective = { ...config, parameters } as unknown as RawTable;
  return { config, module, settings: effectiveSettings(effective, raw, given), strategy };
}
