import { checkConfig, type RawTable } from '../config/config-file.js';
import { type EffectiveSetting, effectiveSettings } from '../config/effective-config.js';
import { liveConfigSchema } from '../config/live-config.js';
import { type RunConfig, runConfigSchema } from '../config/run-config.js';
import { parametersFor } from '../config/strategy-parameters.js';
import { refuseVacuousSizing } from '../config/vacuous.js';
import type { Strategy } from '../engine/strategy.js';
import { strategyNamed } from '../strategies/registry.js';
import type { StrategyModule } from '../strategies/strategy-module.js';
import { embedFiles, hashedFiles } from './embed-files.js';
import { type LoadedStrategy, loadStrategy } from './load-strategy.js';

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
export function prepareRun(written: RawTable, file: string, given: RawTable = {}): PreparedRun {
  const raw = embedFiles(withoutLive(written, file), file);
  const config = checkConfig(runConfigSchema, raw, { file });
  return prepareWith({ module: strategyNamed(config.strategy, file), sha256: null }, { raw, file, given });
}

/** The same with a strategy that was loaded before: of many configurations of one strategy. */
export function prepareLoaded(loaded: LoadedStrategy, written: RawTable, file: string): PreparedRun {
  return prepareWith(loaded, { raw: embedFiles(written, file), file, given: {} });
}

/** The same, for a configuration whose strategy may be a file of its owner's: see `loadStrategy`. */
export async function prepareOwnRun(
  written: RawTable,
  file: string,
  given: RawTable = {},
): Promise<PreparedRun> {
  const raw = embedFiles(withoutLive(written, file), file);
  const config = checkConfig(runConfigSchema, raw, { file });
  return prepareWith(await loadStrategy(config.strategy, file), { raw, file, given });
}

/** The table `live` is a session's: one file serves both, and what is wrong in it is told here too. */
function withoutLive({ live, ...run }: RawTable, file: string): RawTable {
  if (live !== undefined) checkConfig(liveConfigSchema, live, { file, section: 'live' });
  return run;
}

function prepareWith(
  loaded: LoadedStrategy,
  { raw, file, given }: { readonly raw: RawTable; readonly file: string; readonly given: RawTable },
): PreparedRun {
  const { module, sha256 } = loaded;
  const config = checkConfig(runConfigSchema, raw, { file });
  const parameters = checkConfig(module.parameters, config.parameters, { file, section: 'parameters' });
  refuseVacuousSizing(config, parameters, file);
  // Instantiating checks every section of overrides too.
  const strategy = (): Strategy => module.instantiate((schema) => parametersFor(schema, config, file));
  strategy();
  const effective = { ...config, parameters } as unknown as RawTable;
  const settings = hashedFiles(effectiveSettings(effective, raw, given));
  // What the file holds decides as any setting does: it is part of the certificate.
  const code = sha256 === null ? [] : [{ key: 'strategy.sha256', value: sha256, origin: 'file' } as const];
  return { config, module, settings: [...settings, ...code], strategy };
}
