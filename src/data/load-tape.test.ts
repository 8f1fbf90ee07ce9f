import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventKind } from '../engine/events.js';
import { EVERY_MARKET, NO_PRICE, type Tape, venueTimeAt } from '../engine/tape.js';
import { datasetByName } from './datasets.js';
import { importDataset } from './import/import-dataset.js';
import { loadTape } from './load-tape.js';
import { quotesOfMarket } from './market-quotes.js';
import { DRAW, faultOf, GAME, rowsSql, smallSet, testFolder, writeParquet } from './source-files.testing.js';
import { openStore, type Store } from './store.js';

let store: Store;
beforeAll(async () => {
  store = await openStore(':memory:');
  const path = testFolder();
  await smallSet(path);
  await importDataset(store, { format: 'polymarket-us', path, name: 'small' });
});
afterAll(() => store.close());

const at = (hour: number, minute: number, second = 0): number =>
  Date.UTC(2026, 6, 11, hour, minute, second) * 1000;
const eventsOf = (tape: Tape): (string | number)[][] =>
  Array.from({ length: tape.length }, (_, row) => [
    tape.localTime[row] ?? -1,
    Object.entries(EventKind).find(([, code]) => code === tape.kind[row])?.[0] ?? '',
    tape.catalog.markets[tape.subject[row] ?? -1]?.slug ?? 'every market',
    tape.priceA[row] ?? -1,
    tape.priceB[row] ?? -1,
  ]);

describe('the tape of a dataset', () => {
  it('holds quotes, gaps and stated outcomes in their total order', async () => {
    const tape = await loadTape(store, { dataset: 'small', includeInferredLabels: false });
    expect(eventsOf(tape)).toEqual([
      [at(12, 0), 'quote', GAME, 5500, 5650],
      [at(12, 0), 'quote', DRAW, NO_PRICE, 3000],
      [at(12, 2, 3), 'quote', GAME, 5600, 5600],
      [at(12, 2, 3), 'quote', DRAW, NO_PRICE, NO_PRICE],
      [at(12, 30), 'feedGap', 'every market', NO_PRICE, NO_PRICE],
      [at(12, 30), 'quote', GAME, 6000, 5900],
      [at(12, 32, 3), 'quote', GAME, 9995, 10000],
      [at(13, 0), 'resolution', GAME, 0, NO_PRICE],
    ]);
    expect([tape.subject[4], tape.sizeA[4]]).toEqual([EVERY_MARKET, at(12, 2, 3)]);
    expect(tape.sizeA[7]).toBe(1_000_000);
    expect(Number.isNaN(tape.sizeA[0])).toBe(true);
    expect(tape.catalog.sources).toEqual(['polymarket-us']);
  });

  it('holds inferred outcomes only when they are asked for', async () => {
    const tape = await loadTape(store, { dataset: 'small', includeInferredLabels: true });
    const outcomes = eventsOf(tape).filter(([, kind]) => kind === 'resolution');
    expect(outcomes).toEqual([
      [at(13, 0), 'resolution', GAME, 0, NO_PRICE],
      [at(13, 0), 'resolution', DRAW, 1, NO_PRICE],
    ]);
  });

  it('has a catalog of markets by slug and games by id', async () => {
    const { catalog } = await loadTape(store, { dataset: 'small', includeInferredLabels: false });
    expect(
      catalog.markets.map((market) => [market.slug, market.index, market.game, market.yesMeans]),
    ).toEqual([
      [GAME, 0, 1, 'away'],
      [DRAW, 1, 0, 'draw'],
    ]);
    expect(catalog.games.map((game) => [game.id, game.league, game.sport, game.date])).toEqual([
      ['fwc-eng-arg-2026-07-11', 'fwc', 'soccer', '2026-07-11'],
      ['mlb-nyy-bos-2026-07-11', 'mlb', 'baseball', '2026-07-11'],
    ]);
  });

  it.each([
    [{ leagues: ['mlb'] }, [GAME]],
    [{ sports: ['soccer'] }, [DRAW]],
    [{ slugs: [DRAW] }, [DRAW]],
    [{ games: ['mlb-nyy-bos-2026-07-11'] }, [GAME]],
    [{ leagues: ['mlb', 'fwc'], sports: ['soccer'] }, [DRAW]],
  ])('is cut to a selection: %j', async (filter, slugs) => {
    const tape = await loadTape(store, { dataset: 'small', includeInferredLabels: true, ...filter });
    expect(tape.catalog.markets.map((market) => market.slug)).toEqual(slugs);
    expect(tape.catalog.games).toHaveLength(1);
    const names = new Set(eventsOf(tape).map(([, , slug]) => slug));
    expect(names).toEqual(new Set([...slugs, 'every market']));
  });

  it('is cut in time from the first instant, included, to the last, not included; outcomes stay', async () => {
    const window = { from: at(12, 2, 3), to: at(12, 32, 3) };
    const tape = await loadTape(store, { dataset: 'small', includeInferredLabels: false, ...window });
    expect(eventsOf(tape).map(([time, kind]) => [time, kind])).toEqual([
      [at(12, 2, 3), 'quote'],
      [at(12, 2, 3), 'quote'],
      [at(12, 30), 'feedGap'],
      [at(12, 30), 'quote'],
      [at(13, 0), 'resolution'],
    ]);
  });

  it.each([
    [{ leagues: ['nba'] }, 'nba'],
    [{ slugs: [GAME, 'no-such'] }, 'no-such'],
    [{ games: ['g'] }, 'g'],
  ])('is refused for a name that the dataset does not have: %j', async (filter, value) => {
    const fault = await faultOf(
      loadTape(store, { dataset: 'small', includeInferredLabels: false, ...filter }),
    );
    expect(fault).toMatchObject({ code: 'DATA_SELECTION', where: { value } });
  });

  it('is refused for a selection that holds no market, and for an unknown dataset', async () => {
    const none = loadTape(store, {
      dataset: 'small',
      leagues: ['mlb'],
      sports: ['soccer'],
      includeInferredLabels: false,
    });
    expect(await faultOf(none)).toMatchObject({ code: 'DATA_SELECTION' });
    const unknown = loadTape(store, { dataset: 'other', includeInferredLabels: false });
    expect(await faultOf(unknown)).toMatchObject({ code: 'DATA_DATASET' });
  });

  it('does not depend on the order in which files and datasets came in', async () => {
    const day = (date: string, bid: string): string =>
      rowsSql('ts, slug, bid, ask', [
        `TIMESTAMP '${date} 12:00:00', '${GAME}', ${bid}::DOUBLE, 0.9::DOUBLE`,
        `TIMESTAMP '2026-07-20 12:00:00', '${GAME}', ${bid}::DOUBLE, 0.9::DOUBLE`,
      ]);
    const catalog = {
      'markets.parquet': rowsSql('slug, question, category, last_ts', [
        `'${GAME}', 'q', 'sports', TIMESTAMP '2026-07-11 12:00:00'`,
      ]),
      'labels.parquet': rowsSql('slug, y, source', [`'${GAME}', 1::INTEGER, 'api'`]),
    };
    const first = { 'quotes/dt=1/data_0.parquet': day('2026-07-11', '0.1') };
    const second = { 'quotes/dt=2/data_0.parquet': day('2026-07-12', '0.2') };
    const load = async (...steps: readonly Readonly<Record<string, string>>[]): Promise<unknown> => {
      const fresh = await openStore(':memory:');
      const path = testFolder();
      await writeParquet(path, catalog);
      for (const step of steps) {
        await writeParquet(path, step);
        await importDataset(fresh, { format: 'polymarket-us-raw', path, name: 'raw' });
      }
      const tape = await loadTape(fresh, { dataset: 'raw', includeInferredLabels: false });
      fresh.close();
      return eventsOf(tape);
    };
    const together = await load({ ...first, ...second });
    expect(await load(second, first)).toEqual(together);
    expect(await load(first, second)).toEqual(together);
  });

  it('holds trades, price points, rules and states of games as they were stored', async () => {
    const fresh = await openStore(':memory:');
    const path = testFolder();
    await smallSet(path);
    const { dataset } = await importDataset(fresh, { format: 'polymarket-us', path, name: 'small' });
    const facts = {
      tickBands: [{ from: 0, to: 10_000, tick: 100 }],
      minimumSize: 1_000_000,
      minimumNotional: 0,
      lot: 1,
      fee: null,
      takerDelayMs: 0,
      startTime: at(12, 1),
      clearAtStart: true,
      status: 'open',
    };
    const stamp = (time: number): string => `${dataset.id}, 2, 1, 0, ${time}, ${time - 5}`;
    await fresh.run(`INSERT INTO market_facts VALUES (${stamp(at(11, 0))}, '${JSON.stringify(facts)}')`);
    await fresh.run(`INSERT INTO trades VALUES (${stamp(at(12, 1))}, 5600, 2500000, 'sell')`);
    await fresh.run(`INSERT INTO price_points VALUES (${stamp(at(12, 1))}, 5700)`);
    const situation = '{"kind":"innings","half":"top","outs":2,"scheduled":null}';
    await fresh.run(
      `INSERT INTO game_states VALUES (${dataset.id}, 2, 1, 1, ${at(12, 1)}, ${at(12, 1) - 5}, 'live', 2, 30.5, NULL, 1, 0, 'home', '${situation}')`,
    );
    const tape = await loadTape(fresh, {
      dataset: 'small',
      leagues: ['mlb'],
      includeInferredLabels: false,
      from: at(12, 1),
    });
    expect(
      eventsOf(tape)
        .slice(0, 4)
        .map(([time, kind]) => [time, kind]),
    ).toEqual([
      [at(11, 0), 'marketFacts'],
      [at(12, 1), 'gameState'],
      [at(12, 1), 'trade'],
      [at(12, 1), 'pricePoint'],
    ]);
    expect(tape.facts).toEqual([facts]);
    expect(tape.gameStates).toEqual([
      {
        phase: 'live',
        period: 2,
        secondsLeftInPeriod: 30.5,
        secondsElapsedInPeriod: null,
        homeScore: 1,
        awayScore: 0,
        possession: 'home',
        situation: { kind: 'innings', half: 'top', outs: 2, scheduled: null },
      },
    ]);
    expect([tape.sizeA[0], tape.sizeA[1]]).toEqual([0, 0]);
    expect([tape.priceA[2], tape.priceB[2], tape.sizeA[2]]).toEqual([5600, 1, 2_500_000]);
    expect(venueTimeAt(tape, 2)).toBe(at(12, 1) - 5);
    fresh.close();
  });
});

describe('the quotes of one market', () => {
  it('come in time order, an empty side as no price', async () => {
    const dataset = await datasetByName(store, 'small');
    const quotes = await quotesOfMarket(store, dataset, DRAW);
    expect([...quotes.time]).toEqual([at(12, 0), at(12, 2, 3)]);
    expect([...quotes.bid]).toEqual([NO_PRICE, NO_PRICE]);
    expect([...quotes.ask]).toEqual([3000, NO_PRICE]);
  });
});
