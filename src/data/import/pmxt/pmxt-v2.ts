import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { MICROS_PER_MINUTE } from '../../../engine/units.js';
import { PMXT_SQL } from '../../sql/pmxt-sql.js';
import { importFiles } from '../import-files.js';
import type { ImportFormat } from '../import-format.js';
import { importPmxtFile } from './pmxt-file.js';
import { dateRules, importTokenList, TOKEN_LIST } from './token-list.js';

/**
 * Hours of the PMXT archive, layout 2: the whole market channel of Polymarket. Every token is a market of its own,
 * YES and NO alike. Which game a token belongs to is not in the archive: without a list of tokens each condition is
 * a game.
 */
export const pmxtV2: ImportFormat = {
  name: 'pmxt-v2',
  description: `PMXT archive of Polymarket's order books, layout 2: hourly .parquet, and ${TOKEN_LIST} where it is known`,
  venue: 'polymarket',
  version: 1,
  wantedFiles: (path) => {
    const hours = importFiles(path, ['.parquet'], 'quotes');
    const tokens = join(path, TOKEN_LIST);
    return existsSync(tokens) ? [{ name: TOKEN_LIST, path: tokens, role: 'markets' }, ...hours] : hours;
  },
  importFile: (task) => (task.file.role === 'markets' ? importTokenList(task) : importPmxtFile(task)),
  // The market channel is never silent for a minute: where two files do not meet, an hour is missing.
  complete: async (store, datasetId) => {
    await store.run(PMXT_SQL.gapsBetweenFiles, [datasetId, datasetId, MICROS_PER_MINUTE]);
    await dateRules(store, datasetId);
  },
};
