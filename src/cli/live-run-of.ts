import type { LiveRun } from '../runs/live/live-run.js';
import type { LiveOptions } from './live-options.js';

/** The configuration of a `live` command: a file, or none and a strategy, with what the command line says on top. */
export async function liveRunOf(options: LiveOptions): Promise<LiveRun> {
  const [{ readConfigFile, mergeTables }, { prepareLiveRun }, { givenSettings }] = await Promise.all([
    import('../config/config-file.js'),
    import('../runs/live/live-run.js'),
    import('./given-settings.js'),
  ]);
  const { config, strategy, account, url } = options;
  const live = { ...(account !== undefined && { account }), ...(url !== undefined && { url }) };
  const given = {
    ...givenSettings({ ...(strategy !== undefined && { strategy }) }),
    ...(Object.keys(live).length > 0 && { live }),
  };
  const file = config === undefined ? {} : readConfigFile(config);
  return prepareLiveRun(mergeTables(file, given), config ?? 'the command line', given);
}
