import { type Catalog, type GameInfo, type MarketInfo, VENUES } from '../engine/catalog.js';
import { TouchlineError } from '../engine/errors.js';
import { gameIndex, marketIndex } from '../engine/ids.js';
import type { CompleteDataset } from './datasets.js';
import type { Row } from './row.js';
import { TAPE_SQL } from './sql/tape-sql.js';
import type { Store } from './store.js';
import type { TapeSelection } from './tape-selection.js';
import { oneOf } from './words.js';

const compareText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

/**
 * The catalog of a selection: games by id, markets by (venue, slug). Writes which of the store's numbers each index
 * stands for to the temporary tables of the tape statements.
 *
 * @throws DATA_SELECTION when a name that is asked for is not in the dataset, or nothing is selected.
 */
export async function selectCatalog(
  store: Store,
  dataset: CompleteDataset,
  selection: TapeSelection,
): Promise<Pick<Catalog, 'markets' | 'games'>> {
  const rows = await store.rows(TAPE_SQL.catalog, [dataset.id]);
  refuseUnknownNames(rows, selection);
  const selected = rows.filter(selectorOf(selection));
  if (selected.length === 0) throw emptySelection(selection);
  const gameRows = [...new Map(selected.map((row) => [row.text('game'), row])).values()];
  gameRows.sort((left, right) => compareText(left.text('game'), right.text('game')));
  selected.sort(
    (left, right) =>
      compareText(left.text('venue'), right.text('venue')) ||
      compareText(left.text('slug'), right.text('slug')),
  );
  await writeSelected(store, selected, gameRows);
  const indexOfGame = new Map(gameRows.map((row, index) => [row.text('game'), index]));
  return {
    games: gameRows.map(gameOf),
    markets: selected.map((row, index) => marketOf(row, index, indexOfGame.get(row.text('game')) ?? -1)),
  };
}

const FILTERS = [
  ['leagues', 'league'],
  ['sports', 'sport'],
  ['slugs', 'slug'],
  ['games', 'game'],
] as const;

function selectorOf(selection: TapeSelection): (row: Row) => boolean {
  const wanted = FILTERS.flatMap(([filter, column]) => {
    const values = selection[filter];
    return values === undefined ? [] : [{ column, values: new Set(values) }];
  });
  return (row) => wanted.every(({ column, values }) => values.has(row.text(column)));
}

function refuseUnknownNames(rows: readonly Row[], selection: TapeSelection): void {
  for (const [filter, column] of FILTERS) {
    const values = selection[filter];
    if (values === undefined) continue;
    const present = new Set(rows.map((row) => row.text(column)));
    const missing = values.find((value) => !present.has(value));
    if (missing === undefined) continue;
    throw new TouchlineError('DATA_SELECTION', `dataset ${selection.dataset} has no ${column} ${missing}`, {
      where: { field: filter, value: missing },
      hint:
        present.size <= 60 ? `it has: ${[...present].sort().join(', ')}` : 'is it spelled as the venue does?',
    });
  }
}

const emptySelection = (selection: TapeSelection): TouchlineError =>
  new TouchlineError('DATA_SELECTION', `the selection of dataset ${selection.dataset} holds no market`, {
    hint: 'the filters together leave nothing over',
  });

async function writeSelected(store: Store, markets: readonly Row[], games: readonly Row[]): Promise<void> {
  await store.run(TAPE_SQL.createMarkets);
  await store.run(TAPE_SQL.createGames);
  const numbers = (rows: readonly Row[], key: string): string =>
    JSON.stringify(rows.map((row) => row.integer(key)));
  await store.run(TAPE_SQL.insertMarkets, [numbers(markets, 'market_id')]);
  await store.run(TAPE_SQL.insertGames, [numbers(games, 'game_id')]);
}

const gameOf = (row: Row, index: number): GameInfo => ({
  index: gameIndex(index),
  id: row.text('game'),
  league: row.text('league'),
  sport: row.text('sport'),
  date: row.textOrNull('date'),
});

function marketOf(row: Row, index: number, game: number): MarketInfo {
  return {
    index: marketIndex(index),
    venue: oneOf(VENUES, row.text('venue')),
    slug: row.text('slug'),
    question: row.text('question'),
    game: gameIndex(game),
    yesMeans: row.isNull('yes_means')
      ? null
      : oneOf(['home', 'away', 'draw'] as const, row.text('yes_means')),
  };
}
