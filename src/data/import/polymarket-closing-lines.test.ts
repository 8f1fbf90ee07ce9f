import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultOf, testFolder } from '../source-files.testing.js';
import { openStore, type Store } from '../store.js';
import { importDataset } from './import-dataset.js';

let store: Store;
beforeAll(async () => {
  store = await openStore(':memory:');
});
afterAll(() => store.close());

// Published rows have ids of up to 78 digits; as doubles they would lose all but the first 16.
const TOKEN_1 = '109655128795276862190443210119841190442107120463416542043041245187539450342107';
const TOKEN_2 = '36229405764437323112360895558880765395375257034069952850306966396724095708725';
const LINE = {
  category: 'basketball',
  sport: 'nba',
  event_id: '1',
  condition_id: '0x1',
  title: 'Celtics vs. Pistons',
  slug: 'nba-bos-det-2024-10-26',
  market_created_date: '2024-10-20 12:00:00',
  game_start_time: '2024-10-26 23:30:00',
  outcome_1: 'Celtics',
  outcome_2: 'Pistons',
  token_id_1: TOKEN_1,
  token_id_2: TOKEN_2,
  p1_close: '0.7955',
  p2_close: '0.2045',
  is_50_50_outcome: '0',
  closed: '1',
  winner: 'Celtics',
  volume: '12.5',
};
type Line = Partial<typeof LINE>;
let names = 0;

const importLines = (...lines: readonly Line[]) => {
  const path = join(testFolder(), 'fetch_events.csv');
  const rows = lines.map((line) =>
    Object.values({ ...LINE, ...line }).map((text) => `"${text.replaceAll('"', '""')}"`),
  );
  writeFileSync(
    path,
    [Object.keys(LINE).join(','), ...rows.map((row) => row.join(','))].map((row) => `${row}\n`).join(''),
  );
  names += 1;
  return importDataset(store, { format: 'polymarket-closing-lines', path, name: `lines-${names}` });
};

const stored = async (datasetId: number) => {
  const [market] = await store.rows('SELECT * FROM markets WHERE dataset_id = ?', [datasetId]);
  const [point] = await store.rows('SELECT * FROM price_points WHERE dataset_id = ?', [datasetId]);
  const [resolution] = await store.rows('SELECT * FROM resolutions WHERE dataset_id = ?', [datasetId]);
  return { market, point, resolution };
};
const START = Date.UTC(2024, 9, 26, 23, 30) * 1000;

describe('a closing line', () => {
  it('is a price point of the first outcome at the start of the game, and its winner the outcome', async () => {
    const { dataset } = await importLines({});
    const { market, point, resolution } = await stored(dataset.id);
    expect([point?.integer('price'), point?.integer('local_time')]).toEqual([7955, START]);
    expect([resolution?.integer('payout'), resolution?.text('label')]).toEqual([1_000_000, 'authoritative']);
    expect(resolution?.integer('local_time')).toBe(START + 86_400_000_000);
    expect(resolution?.text('time_basis')).toBe('day_after_start');
    expect(JSON.parse(market?.text('metadata') ?? '{}')).toMatchObject({
      token_id_1: TOKEN_1,
      token_id_2: TOKEN_2,
    });
  });

  it.each([
    [{ winner: 'Pistons' }, 0],
    [{ winner: '', is_50_50_outcome: '1' }, 500_000],
  ])('pays %j as %i micro-dollars', async (line: Line, payout) => {
    const { dataset } = await importLines(line);
    expect((await stored(dataset.id)).resolution?.integer('payout')).toBe(payout);
  });

  it('with a start far in the future, or before the market, has no start: no price, no outcome', async () => {
    for (const game_start_time of ['2025-12-31 00:00:00', '2024-10-20 11:59:59']) {
      const { dataset, files } = await importLines({ game_start_time });
      const { market, point, resolution } = await stored(dataset.id);
      expect([market?.text('slug'), point, resolution]).toEqual([LINE.slug, undefined, undefined]);
      expect(files[0]?.notes).toMatchObject({ 'start unknown or before the market': 1 });
    }
  });

  it('of a market that has not closed is no closing price, and its winner no outcome', async () => {
    const { dataset, files } = await importLines({ closed: '0' });
    const { point, resolution } = await stored(dataset.id);
    expect([point, resolution]).toEqual([undefined, undefined]);
    expect(files[0]?.notes).toMatchObject({ 'not closed': 1 });
  });

  it('without a price has an outcome all the same', async () => {
    const { dataset } = await importLines({ p1_close: '' });
    const { point, resolution } = await stored(dataset.id);
    expect([point, resolution?.integer('payout')]).toEqual([undefined, 1_000_000]);
  });

  it('between two sides of one name has no outcome that can be told', async () => {
    const { dataset, files } = await importLines({ outcome_2: 'Celtics' });
    expect((await stored(dataset.id)).resolution).toBeUndefined();
    expect(files[0]?.notes).toMatchObject({ 'winner cannot be told': 1 });
  });

  it('that stands under two league codes is one market, in the league that its slug names', async () => {
    const { dataset, files } = await importLines(
      { sport: 'ncaab', slug: 'cbb-a-b' },
      { sport: 'cbb', slug: 'cbb-a-b' },
    );
    const rows = await store.rows('SELECT league FROM games WHERE dataset_id = ?', [dataset.id]);
    expect(rows.map((row) => row.text('league'))).toEqual(['cbb']);
    expect(files[0]).toMatchObject({ rows: 2, notes: { 'listed twice': 1 } });
  });

  it.each([
    [{ p1_close: '1.5' }, 'DATA_PRICE', 'p1_close'],
    [{ p1_close: 'NaN' }, 'DATA_PRICE', 'p1_close'],
    [{ p1_close: '0.12345' }, 'DATA_PRICE', 'p1_close'],
    [{ game_start_time: '2024-10-26' }, 'DATA_TIME', 'game_start_time'],
    [{ game_start_time: '2024-02-30 00:00:00' }, 'DATA_TIME', 'game_start_time'],
    [{ winner: 'Lakers' }, 'DATA_LABEL', 'winner'],
    [{ closed: 'yes' }, 'DATA_LABEL', 'closed'],
    [{ token_id_2: '3.6e76' }, 'DATA_MARKET', 'token_id_2'],
    [{ slug: '' }, 'DATA_MARKET', 'slug'],
    [{ condition_id: LINE.condition_id, title: 'Other' }, 'DATA_MARKET', 'title'],
    [{ condition_id: '0x3' }, 'DATA_MARKET', 'slug'],
  ])('is refused with file and row: %j', async (line: Line, code, field) => {
    const fault = await faultOf(
      importLines(
        {},
        {
          condition_id: '0x2',
          slug: 'nba-x-y-2024-10-26',
          ...line,
          ...(line.condition_id === '0x3' ? { slug: LINE.slug } : {}),
        },
      ),
    );
    expect(fault).toMatchObject({ code, where: { file: 'fetch_events.csv', row: 2, field } });
  });

  it('needs every column', async () => {
    const path = join(testFolder(), 'fetch_events.csv');
    writeFileSync(path, 'category,sport\nbasketball,nba\n');
    const fault = await faultOf(importDataset(store, { format: 'polymarket-closing-lines', path }));
    expect(fault).toMatchObject({ code: 'DATA_COLUMNS', where: { field: 'event_id' } });
  });
});
