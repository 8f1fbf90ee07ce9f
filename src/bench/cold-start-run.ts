import { kernelOptions } from '../config/kernel-options.js';
import { parametersFor } from '../config/strategy-parameters.js';
import { runBacktest } from '../engine/backtest.js';
import type { Micros } from '../engine/units.js';
import { strategyNamed } from '../strategies/registry.js';
import { quoteWalk } from './market-walk.js';
import { EMA_CROSS } from './quote-workloads.js';
import { runConfig } from './replay.js';

export const COLD_QUOTES = 10_000;

/** The output hash of one small backtest, all of it: 64 hex digits. */
export function coldStartHash(): string {
  const tape = quoteWalk(COLD_QUOTES, 1);
  const config = runConfig(EMA_CROSS);
  const strategy = strategyNamed(config.strategy).instantiate((schema) =>
    parametersFor(schema, config, 'bench'),
  );
  const [from, to] = [tape.localTime[0], tape.localTime[tape.length - 1]] as [Micros, Micros];
  return runBacktest(tape, kernelOptions(config, strategy, { from, to })).outputHash;
}
