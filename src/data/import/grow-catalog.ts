import { appendRows } from '../append-rows.js';
import { IMPORT_SQL } from '../sql/import-sql.js';
import type { ImportTask } from './import-format.js';
import type { ListedMarket } from './market-list.js';

/**
 * The catalog of a dataset whose files each bring markets of their own. A market that is listed again keeps its
 * number and what was said of it first.
 */
export class GrowingCatalog {
  readonly #task: ImportTask;
  readonly #markets: Map<string, number>;
  readonly #games: Map<string, number>;

  constructor(task: ImportTask, markets: Map<string, number>, games: Map<string, number>) {
    this.#task = task;
    this.#markets = markets;
    this.#games = games;
  }

  /** Numbers of the markets by slug. */
  get markets(): ReadonlyMap<string, number> {
    return this.#markets;
  }

  /** Numbers of the games by id. */
  get games(): ReadonlyMap<string, number> {
    return this.#games;
  }

  /** Adds what is new of `listed`, in the order in which it is listed. */
  async add(listed: readonly ListedMarket[]): Promise<void> {
    const { store, datasetId, venue } = this.#task;
    const fresh = [...new Map(listed.map((market) => [market.slug, market])).values()].filter(
      (market) => !this.#markets.has(market.slug),
    );
    if (fresh.length === 0) return;
    await this.#addGames(fresh);
    for (const market of fresh) this.#markets.set(market.slug, this.#markets.size);
    await appendRows(
      store,
      'markets',
      [
        ['integer', () => datasetId],
        ['integer', (market) => this.#markets.get(market.slug) ?? null],
        ['text', () => venue],
        ['text', (market) => market.slug],
        ['text', (market) => market.question],
        ['integer', (market) => this.#games.get(market.game.id) ?? null],
        ['text', (market) => market.yesMeans],
        ['bigint', (market) => market.lastListed],
        ['text', (market) => JSON.stringify(market.metadata)],
      ],
      fresh,
    );
  }

  async #addGames(fresh: readonly ListedMarket[]): Promise<void> {
    const { store, datasetId } = this.#task;
    const games = [...new Map(fresh.map((market) => [market.game.id, market.game])).values()].filter(
      (game) => !this.#games.has(game.id),
    );
    for (const game of games) this.#games.set(game.id, this.#games.size);
    await appendRows(
      store,
      'games',
      [
        ['integer', () => datasetId],
        ['integer', (game) => this.#games.get(game.id) ?? null],
        ['text', (game) => game.id],
        ['text', (game) => game.league],
        ['text', (game) => game.sport],
        ['text', (game) => game.date],
      ],
      games,
    );
  }
}

/** The catalog as the files before this one left it. */
export async function openCatalog(task: ImportTask): Promise<GrowingCatalog> {
  const { store, datasetId } = task;
  const markets = await store.rows(IMPORT_SQL.marketIds, [datasetId]);
  const games = await store.rows(IMPORT_SQL.gameIds, [datasetId]);
  return new GrowingCatalog(
    task,
    new Map(markets.map((row) => [row.text('slug'), row.integer('market_id')])),
    new Map(games.map((row) => [row.text('id'), row.integer('game_id')])),
  );
}
