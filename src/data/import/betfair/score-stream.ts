import { BetfairScoreFeed } from '../../../strategies/sport/feeds/betfair-score.js';
import type { FeedGame } from '../../../strategies/sport/feeds/feed-reading.js';
import { IMPORT_SQL } from '../../sql/import-sql.js';
import { EventRows } from '../event-rows.js';
import { type GrowingCatalog, openCatalog } from '../grow-catalog.js';
import { HeardStates, requireState } from '../heard-states.js';
import type { ImportedFile, ImportTask } from '../import-format.js';
import { readJsonLines } from '../json-lines.js';
import { NoteCounts } from '../note-counts.js';
import { gameIdOf, slugOf } from './market-state.js';
import { streamClock } from './stream-clock.js';
import { readScoreTime } from './stream-message.js';

/** Tells the markets of the two teams which side they are, and their names. */
async function nameSides(task: ImportTask, catalog: GrowingCatalog, game: FeedGame): Promise<void> {
  for (const side of ['home', 'away'] as const) {
    const { id, name } = game[side];
    if (id === null || name === null) continue;
    for (const slug of catalog.markets.keys()) {
      if (!slug.endsWith(slugOf('', id))) continue;
      await task.store.run(IMPORT_SQL.nameSide, [side, name, task.datasetId, slug]);
    }
  }
}

/**
 * Imports one file of the score stream, for the games whose markets are in the dataset. A state is written when it
 * differs from the one before.
 *
 * @throws DATA_UNREADABLE, DATA_COLUMNS or DATA_TIME with file and row.
 */
export async function importScoreStream(task: ImportTask): Promise<ImportedFile> {
  const catalog = await openCatalog(task);
  const clock = streamClock(task);
  const rows = new EventRows(task);
  const notes = new NoteCounts();
  const states = new HeardStates(rows, notes);
  const feed = new BetfairScoreFeed();
  const named = new Set<string>();
  let count = 0;
  for await (const { row, value } of readJsonLines(task)) {
    const times = clock(row, readScoreTime(task, row, value));
    count += 1;
    for (const each of feed.read(value)) {
      const reading = requireState(task, row, each);
      const subject = catalog.games.get(gameIdOf(reading.game.ids[0] ?? ''));
      if (subject === undefined) {
        notes.add('messages of another event');
        continue;
      }
      const sides = JSON.stringify([reading.game.home.id, reading.game.away.id]);
      if (!named.has(sides)) await nameSides(task, catalog, reading.game);
      named.add(sides);
      // The stream does not name its competition, so that no league's rules are known.
      states.hear({ feed: 'betfair-score', reading, place: { row, subject, ...times }, spec: null });
    }
    await rows.flushIfFull();
  }
  await rows.flush();
  return { rows: count, notes: notes.record() };
}
