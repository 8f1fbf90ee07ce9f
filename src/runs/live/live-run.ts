import { checkConfig, type RawTable } from '../../config/config-file.js';
import { type LiveConfig, liveConfigSchema } from '../../config/live-config.js';
import { type PreparedRun, prepareOwnRun } from '../prepare-run.js';

/** A configuration that was checked for a session in real time. */
export interface LiveRun {
  readonly run: PreparedRun;
  readonly live: LiveConfig;
  /** As it was given: what a replay is prepared from again. */
  readonly raw: RawTable;
  readonly file: string;
}

/**
 * Checks a configuration for a live session. The table `live` stands beside what a backtest reads, so that one
 * file serves both; a dataset need not be named.
 *
 * @throws CONFIG_INVALID, CONFIG_STRATEGY.
 */
export async function prepareLiveRun(raw: RawTable, file: string, given: RawTable = {}): Promise<LiveRun> {
  const { live: liveTable = {}, ...rest } = raw;
  const live = checkConfig(liveConfigSchema, liveTable, { file, section: 'live' });
  const run = await prepareOwnRun({ data: { dataset: 'live' }, ...rest }, file, given);
  return { run, live, raw, file };
}
