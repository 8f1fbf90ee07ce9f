import type { RawTable } from '../config/config-file.js';
import { kernelOptions } from '../config/kernel-options.js';
import { type RunConfig, runConfigSchema } from '../config/run-config.js';
import { parametersFor } from '../config/strategy-parameters.js';
import { Kernel } from '../engine/kernel.js';
import type { Strategy } from '../engine/strategy.js';
import type { Tape } from '../engine/tape.js';
import type { Micros } from '../engine/units.js';
import { strategyNamed } from '../strategies/registry.js';

/** No control holds an order back, so that what is timed is what happens to orders. */
export const NO_LIMITS = {
  perOrderUsd: 'none',
  perMarketUsd: 'none',
  perGameUsd: 'none',
  perSportUsd: 'none',
  perAccountUsd: 'none',
  dailyLossUsd: 'none',
  openMarkets: 'none',
} as const;

/** A strategy that looks at nothing: what the engine itself takes. */
const EMPTY: Strategy = { name: 'empty', version: '1' };

/** A configuration as a person would write it, checked once. */
export const runConfig = (raw: RawTable): RunConfig =>
  runConfigSchema.parse({ data: { dataset: 'bench' }, ...raw });

/**
 * Plays tapes through a fresh kernel, one after the other, as a backtest does: account, fees and portfolio
 * included, the output hash left out.
 *
 * @param tapes at least one; the first is also where the clock starts.
 */
export function replay(tapes: Iterable<Tape>, config: RunConfig): Kernel | null {
  let kernel: Kernel | null = null;
  for (const tape of tapes) {
    kernel ??= startedKernel(tape, config);
    kernel.feed(tape);
  }
  kernel?.finish();
  return kernel;
}

function startedKernel(tape: Tape, config: RunConfig): Kernel {
  const from = (tape.localTime[0] ?? 0) as Micros;
  const to = (tape.localTime[tape.length - 1] ?? 0) as Micros;
  const strategy =
    config.strategy === EMPTY.name
      ? EMPTY
      : strategyNamed(config.strategy).instantiate((schema) => parametersFor(schema, config, 'bench'));
  const kernel = new Kernel({
    ...kernelOptions(config, strategy, { from, to }),
    catalog: tape.catalog,
    startTime: from,
  });
  kernel.start();
  return kernel;
}
