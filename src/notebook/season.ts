import { readFileSync } from 'node:fs';
import { bundledFile } from '../config/bundled-file.js';
import { mergeTables, parseConfigText, type RawTable } from '../config/config-file.js';
import { loadTape } from '../data/load-tape.js';
import { openStore, type Store } from '../data/store.js';
import { importSeason } from '../data/synthetic/import-season.js';
import { checkSeason } from '../data/synthetic/parse-season-file.js';
import type { Tape } from '../engine/tape.js';

/** A bundled season in a store of its own, in memory. */
export interface OpenSeason {
  /** Name of its dataset. */
  readonly name: SeasonName;
  readonly store: Store;
  /** Its events in the order in which they are replayed. */
  readonly tape: Tape;
  readonly games: number;
  readonly markets: number;
}

export type SeasonName = 'demo-season' | 'fair-season';

/**
 * Makes a bundled season (docs/synthetic-season.md), in memory: nothing is downloaded, nothing is left behind.
 *
 * @param change settings that are laid over those of its file, such as `{ games: { nba: 40, epl: 0 } }`.
 * @throws CONFIG_SEASON for a setting that there is not.
 */
export async function openSeason(name: SeasonName, change: RawTable = {}): Promise<OpenSeason> {
  const file = `datasets/${name}.toml`;
  const { contentHash, ...settings } = parseConfigText(readFileSync(bundledFile(file), 'utf8'), file);
  // The promised hash is that of the season as it stands in the file.
  const promised = Object.keys(change).length === 0 ? { contentHash } : {};
  const parameters = checkSeason({ ...mergeTables(settings, change), ...promised }, file);
  const store = await openStore(':memory:');
  await importSeason(store, { parameters, name, fileName: file });
  const tape = await loadTape(store, { dataset: name, includeInferredLabels: false });
  const { games, markets } = tape.catalog;
  return { name, store, tape, games: games.length, markets: markets.length };
}
