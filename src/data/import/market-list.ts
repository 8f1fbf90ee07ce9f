import type { MarketInfo } from '../../engine/catalog.js';
import { TouchlineError } from '../../engine/errors.js';
import { appendRows } from '../append-rows.js';
import type { ImportTask } from './import-format.js';
import { sourceFault } from './source-fault.js';

/** One market of a source, before it has a number. */
export interface ListedMarket {
  /** 1-based row of the file. */
  readonly row: number;
  readonly slug: string;
  readonly question: string;
  readonly game: {
    readonly id: string;
    readonly league: string;
    readonly sport: string;
    readonly date: string | null;
  };
  readonly yesMeans: MarketInfo['yesMeans'];
  /** Last instant at which the source lists the market, microseconds; `null` = not known. */
  readonly lastListed: number | null;
  /** What else the source says, token ids among it: text by name. */
  readonly metadata: Readonly<Record<string, string>>;
}

const compareText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

/**
 * Writes the dataset's catalog: games by id, markets by slug, numbered in that order. Returns the numbers by slug.
 *
 * @throws DATA_MARKET when a slug stands twice.
 */
export async function insertMarkets(
  task: ImportTask,
  listed: readonly ListedMarket[],
): Promise<ReadonlyMap<string, number>> {
  const { store, datasetId, venue } = task;
  const games = [...new Map(listed.map((market) => [market.game.id, market.game])).values()];
  games.sort((left, right) => compareText(left.id, right.id));
  const gameIds = new Map(games.map((game, index) => [game.id, index]));
  const markets = [...listed].sort((left, right) => compareText(left.slug, right.slug));
  refuseDoubles(task, markets);
  await appendRows(
    store,
    'games',
    [
      ['integer', () => datasetId],
      ['integer', (_, index) => index],
      ['text', (game) => game.id],
      ['text', (game) => game.league],
      ['text', (game) => game.sport],
      ['text', (game) => game.date],
    ],
    games,
  );
  await appendRows(
    store,
    'markets',
    [
      ['integer', () => datasetId],
      ['integer', (_, index) => index],
      ['text', () => venue],
      ['text', (market) => market.slug],
      ['text', (market) => market.question],
      ['integer', (market) => gameIdOf(gameIds, market)],
      ['text', (market) => market.yesMeans],
      ['bigint', (market) => market.lastListed],
      ['text', (market) => JSON.stringify(market.metadata)],
    ],
    markets,
  );
  return new Map(markets.map((market, index) => [market.slug, index]));
}

function gameIdOf(gameIds: ReadonlyMap<string, number>, market: ListedMarket): number {
  const id = gameIds.get(market.game.id);
  if (id === undefined) throw new TouchlineError('ASSERT_GAME', `market ${market.slug} has no game`);
  return id;
}

function refuseDoubles(task: ImportTask, sorted: readonly ListedMarket[]): void {
  sorted.forEach((market, index) => {
    const before = sorted[index - 1];
    if (before?.slug !== market.slug) return;
    throw sourceFault('DATA_MARKET', `market ${market.slug} stands in rows ${before.row} and ${market.row}`, {
      file: task.file,
      row: Math.max(before.row, market.row),
      field: 'slug',
      value: market.slug,
      hint: 'wanted one row a market',
    });
  });
}
