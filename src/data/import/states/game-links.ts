import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FeedGame, ScoreOrder } from '../../../strategies/sport/feeds/feed-reading.js';
import { type FeedName, isFeedName } from '../../../strategies/sport/feeds/feeds.js';
import { type SportSpec, specOfLeague } from '../../../strategies/sport/sport-spec.js';
import { IMPORT_SQL } from '../../sql/import-sql.js';
import type { ImportTask, WantedFile } from '../import-format.js';
import { sourceFault } from '../source-fault.js';
import { readTextTable } from '../text-table.js';

/** Name of the list that links games of feeds to games of the dataset. */
export const GAME_LIST = 'games.csv';
const COLUMNS = ['feed', 'id', 'game', 'score_order', 'home_id', 'away_id'] as const;

/** A game of the dataset that a feed speaks of. */
export interface LinkedGame {
  /** Number within the dataset. */
  readonly subject: number;
  readonly league: string;
  readonly date: string | null;
  /** Which team the feed's scores name first; `null` = not known. */
  readonly scoreOrder: ScoreOrder | null;
  /** The feed's ids of the two teams; `null` = not known. */
  readonly teams: { readonly home: string; readonly away: string } | null;
}

/** Finds the games of a dataset by what feeds call them. */
export class GameLinks {
  readonly #games: ReadonlyMap<string, LinkedGame>;
  readonly #listed: ReadonlyMap<string, LinkedGame>;

  constructor(games: ReadonlyMap<string, LinkedGame>, listed: ReadonlyMap<string, LinkedGame>) {
    this.#games = games;
    this.#listed = listed;
  }

  /** The list goes before ids and slugs that happen to be the same; `null` = the dataset does not hold the game. */
  find(feed: FeedName, { ids }: FeedGame): LinkedGame | null {
    for (const id of ids) {
      const listed = this.#listed.get(keyOf(feed, id));
      if (listed !== undefined) return listed;
    }
    for (const id of ids) {
      const same = this.#games.get(id);
      if (same !== undefined) return same;
    }
    return null;
  }
}

/** Rules of a game by the dataset's league, else by the feed's; `null` = neither is known. */
export const specOfGame = ({ league, date }: LinkedGame, game: FeedGame): SportSpec | null =>
  specOfLeague(league, { date }) ?? (game.league === null ? null : specOfLeague(game.league, { date }));

const keyOf = (feed: string, id: string): string => JSON.stringify([feed, id]);

/** Games of the dataset by their id and by the slug of each of their markets. */
async function gamesOf({ store, datasetId }: ImportTask): Promise<Map<string, LinkedGame>> {
  const games = new Map<string, LinkedGame>();
  for (const row of await store.rows(IMPORT_SQL.gameNames, [datasetId])) {
    games.set(row.text('name'), {
      subject: row.integer('game_id'),
      league: row.text('league'),
      date: row.textOrNull('date'),
      scoreOrder: null,
      teams: null,
    });
  }
  return games;
}

/** The links for the recordings beside which the task's file stands. */
export async function openGameLinks(task: ImportTask): Promise<GameLinks> {
  const games = await gamesOf(task);
  const path = join(dirname(task.file.path), GAME_LIST);
  if (!existsSync(path)) return new GameLinks(games, new Map());
  return new GameLinks(
    games,
    (await readGameList(task, { ...task.file, name: GAME_LIST, path }, games)).links,
  );
}

/**
 * Reads the list: `feed`, `id` at the feed, `game` of the dataset (its id or the slug of one of its markets),
 * `score_order` (home-away, away-home, or nothing), `home_id` and `away_id` at the feed (or nothing).
 *
 * @throws DATA_COLUMNS, DATA_UNREADABLE; DATA_GAME with row and field for a row that cannot be used.
 */
export async function readGameList(
  task: ImportTask,
  file: WantedFile,
  games?: ReadonlyMap<string, LinkedGame>,
): Promise<{ readonly rows: number; readonly links: ReadonlyMap<string, LinkedGame> }> {
  const known = games ?? (await gamesOf(task));
  const rows = await readTextTable(task.store, file, COLUMNS);
  const links = new Map<string, LinkedGame>();
  for (const row of rows) {
    const field = (name: (typeof COLUMNS)[number]): string => row.textOrNull(name)?.trim() ?? '';
    const refuse = (name: (typeof COLUMNS)[number], hint: string): never => {
      const where = { file, row: row.integer('source_row'), field: name, value: field(name), hint };
      throw sourceFault('DATA_GAME', 'a game is listed wrongly', where);
    };
    const [feed, id, order] = [field('feed'), field('id'), field('score_order')];
    const [home, away] = [field('home_id'), field('away_id')];
    const game = known.get(field('game'));
    if (!isFeedName(feed)) return refuse('feed', 'wanted the name of a feed');
    if (id === '' || links.has(keyOf(feed, id))) return refuse('id', 'wanted each game of a feed once');
    if (game === undefined)
      return refuse('game', 'wanted the id of a game of the dataset, or a slug of its markets');
    if (order !== '' && order !== 'home-away' && order !== 'away-home') {
      return refuse('score_order', 'wanted home-away, away-home or nothing');
    }
    if ((home === '') !== (away === '') || (home !== '' && home === away)) {
      return refuse('home_id', 'wanted the ids of both teams, or of neither');
    }
    const teams = home === '' ? null : { home, away };
    links.set(keyOf(feed, id), { ...game, scoreOrder: order === '' ? null : order, teams });
  }
  return { rows: rows.length, links };
}
