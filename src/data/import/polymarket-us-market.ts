import type { Row } from '../row.js';
import type { ImportTask } from './import-format.js';
import type { ListedMarket } from './market-list.js';
import { parsePolymarketUsSlug } from './polymarket-us-slug.js';
import { sourceFault } from './source-fault.js';

/**
 * Reads a row with `row`, `slug`, `question`, `category` and `last_listed` (microseconds).
 *
 * @param timeField the file's own name of the last time, for messages.
 * @throws DATA_MARKET without a slug, DATA_TIME without a last time.
 */
export function listedUsMarket(task: ImportTask, row: Row, timeField: string): ListedMarket {
  const at = { file: task.file, row: row.integer('row'), value: null };
  const slug = row.textOrNull('slug');
  if (slug === null || slug === '') {
    throw sourceFault('DATA_MARKET', 'a market has no slug', { ...at, field: 'slug', hint: 'wanted a slug' });
  }
  const lastListed = row.integerOrNull('last_listed');
  if (lastListed === null) {
    throw sourceFault('DATA_TIME', 'a market has no last time', {
      ...at,
      field: timeField,
      hint: 'wanted the instant at which it was last listed: its outcome is dated by it',
    });
  }
  const { gameId, league, sport, date, yesMeans } = parsePolymarketUsSlug(slug);
  const category = row.textOrNull('category');
  return {
    row: at.row,
    slug,
    question: row.textOrNull('question') ?? '',
    game: { id: gameId, league, sport, date },
    yesMeans,
    lastListed,
    metadata: category === null ? {} : { category },
  };
}
