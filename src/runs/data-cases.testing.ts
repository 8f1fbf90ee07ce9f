import { mergeTables } from '../config/config-file.js';
import { openStore } from '../data/store.js';
import { importSeason } from '../data/synthetic/import-season.js';
import { testSeason } from '../data/synthetic/season.testing.js';
import { backtestDataset } from './backtest-dataset.js';
import { deedsOf, type Settings, settingAt } from './knob-case.testing.js';
import { prepareRun } from './prepare-run.js';

const STARTED_MS = 1_767_225_600_000;

/** Enters at the least fall, so that every game trades. */
const EAGER: Settings = {
  strategy: 'favourite-dip',
  data: { dataset: 'week' },
  risk: { perSportUsd: 'none', dailyLossUsd: 'none' },
  parameters: {
    baseline: { policy: 'opening' },
    entry: { baselineMin: 0.5, dipRelativeMin: 0.02, confidenceMin: 0 },
  },
};

/** A case whose values are what `data` holds at the setting. */
export interface DataCase {
  readonly knob: string;
  readonly base?: Settings;
  readonly values: readonly unknown[];
}

/** Two seasons in a store in memory. */
export interface StoredSeason {
  readonly games: readonly string[];
  readonly markets: readonly string[];
  /** What a run does with `value` at `knob`. */
  deeds(base: Settings, knob: string, value: unknown): Promise<string>;
  close(): void;
}

const SIZE = { startDate: '2026-02-02', days: 2, games: { nba: 3, epl: 2 } };

/** Generates the seasons; the outcomes of the first are made inferred ones. */
export async function storedSeason(): Promise<StoredSeason> {
  const store = await openStore(':memory:');
  const noise = { noise: 0.2, overreaction: 1 };
  const week = testSeason({ ...SIZE, seed: 'week', mispricing: noise });
  const other = testSeason({ ...SIZE, seed: 'other', mispricing: noise });
  await importSeason(store, { parameters: week, name: 'week', fileName: 'week.toml' });
  await importSeason(store, { parameters: other, name: 'other', fileName: 'other.toml' });
  await store.run(
    `UPDATE resolutions SET label = 'inferred'
      WHERE dataset_id = (SELECT dataset_id FROM datasets WHERE name = 'week')`,
  );
  const replay = (settings: Settings) => {
    const run = prepareRun(mergeTables(EAGER, settings), 'case.toml');
    return backtestDataset({ store, run, version: 'test', startedAtMs: STARTED_MS });
  };
  const { result } = await replay({});
  return {
    games: result.catalog.games.map(({ id }) => id),
    markets: result.catalog.markets.map(({ slug }) => slug),
    deeds: async (base, knob, value) =>
      deedsOf((await replay(mergeTables(base, settingAt(knob, value)))).result),
    close: () => store.close(),
  };
}

/** One case a setting of `data`; `null` = only their names are wanted. */
export function dataCases(season: StoredSeason | null): readonly DataCase[] {
  const [game, otherGame] = season?.games ?? [];
  const [market, otherMarket] = season?.markets ?? [];
  return [
    { knob: 'data.dataset', values: ['week', 'other'] },
    { knob: 'data.sports', values: [undefined, ['basketball'], ['soccer']] },
    { knob: 'data.leagues', values: [undefined, ['nba'], ['epl']] },
    { knob: 'data.games', values: [undefined, [game], [otherGame]] },
    { knob: 'data.markets', values: [undefined, [market], [otherMarket]] },
    { knob: 'data.from', values: [undefined, '2026-02-03T00:00:00Z'] },
    { knob: 'data.to', values: [undefined, '2026-02-03T00:00:00Z'] },
    {
      knob: 'data.inferredLabels',
      base: { parameters: { exit: { takeProfit: 'off', stopLoss: 'off' } } },
      values: [false, true],
    },
  ];
}
