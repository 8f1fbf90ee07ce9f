import { availableParallelism } from 'node:os';
import type { RawTable } from '../config/config-file.js';
import { packageVersion } from '../config/package-version.js';
import type { Store } from '../data/store.js';
import { buildSweepReport, type SweepReport } from '../report/sweep/build-sweep-report.js';
import { runSweep } from '../runs/sweep/run-sweep.js';
import { readAxes } from '../runs/sweep/sweep-axes.js';

/** A sweep with what its report leaves out: what each variant brought in each game. */
export interface NotebookSearch {
  readonly report: SweepReport;
  /** In the order of the draws: return on the starting cash in each game of the data, in time order. */
  readonly returns: readonly (readonly number[])[];
  /** Place of the best variant in `returns`. */
  readonly best: number;
}

const NAME = 'the search of the notebook';

/**
 * What `touchline sweep` does with `method = "random"`: draws variants of a configuration, runs each, counts each in
 * the trial ledger of the store, and says what the best of them is worth.
 *
 * @param axes keys of the configuration, each with a list of values or `{ from, to }`, as in docs/sweeps.md.
 * @throws CONFIG_INVALID before anything runs.
 */
export async function searchAtRandom(
  store: Store,
  config: RawTable,
  draw: { readonly axes: RawTable; readonly trials: number; readonly seed: number },
): Promise<NotebookSearch> {
  const { trials, seed } = draw;
  const input = await runSweep({
    store,
    sweep: {
      file: NAME,
      base: config,
      baseFile: NAME,
      axes: readAxes(draw.axes, NAME),
      search: { method: 'random', trials, seed },
    },
    workers: availableParallelism(),
    version: packageVersion(),
  });
  const report = buildSweepReport(input);
  const returns = input.trials.map(({ games, startingCash }) => {
    const pnl = new Map(games);
    return input.days.map(({ game }) => (pnl.get(game) ?? 0) / startingCash);
  });
  const best = input.trials.findIndex(({ configHash }) => configHash === report.rows[0]?.configHash);
  return { report, returns, best };
}
