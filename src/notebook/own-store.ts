import { existsSync } from 'node:fs';
import { bundledFile } from '../config/bundled-file.js';
import { DEFAULT_STORE_PATH } from '../data/default-store-path.js';
import { openStore, type Store } from '../data/store.js';

/**
 * The reader's own store, opened read only: the one that the environment variable `TOUCHLINE_STORE` names, else
 * `touchline.duckdb` beside the notebooks' folder. `null` = there is none, or the variable says `none`.
 *
 * @throws DATA_STORE_OPEN when the named one is missing or cannot be read.
 */
export function openOwnStore(): Promise<Store> | null {
  const named = process.env['TOUCHLINE_STORE'];
  if (named === 'none') return null;
  const path = named ?? bundledFile(DEFAULT_STORE_PATH);
  if (named === undefined && !existsSync(path)) return null;
  return openStore(path, { mode: 'read-only' });
}
