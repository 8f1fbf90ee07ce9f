import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixtures } from '../../../strategies/sport/feeds/feed-fixtures.testing.js';
import { checkDataset } from '../../check-dataset.js';
import { datasetByName } from '../../datasets.js';
import { loadTape } from '../../load-tape.js';
import { faultOf, smallSet, testFolder } from '../../source-files.testing.js';
import { openStore, type Store } from '../../store.js';
import { importDataset } from '../import-dataset.js';

const BASEBALL = 'mlb-nyy-bos-2026-07-11';

let store: Store;
beforeEach(async () => {
  store = await openStore(':memory:');
  const folder = testFolder();
  await smallSet(folder);
  await importDataset(store, { format: 'polymarket-us', path: folder, name: 'july' });
});
afterEach(() => store.close());

const line = (second: number, feed: string, payload: unknown): string =>
  JSON.stringify({
    received_at: new Date(Date.UTC(2026, 6, 11, 12, 1, second)).toISOString(),
    feed,
    payload,
  });
const START = Date.UTC(2026, 6, 11, 12, 1, 0) * 1000;

/** A message of the Polymarket feed whose slug is the game of the dataset. */
const polymarket = (score: string, period: string) => ({
  ...{ gameId: 1, slug: BASEBALL, leagueAbbreviation: 'mlb', status: 'InProgress', live: true, ended: false },
  ...{ score, period },
});
const espn = (home: string, away: string, detail: string) => {
  const board = JSON.parse(JSON.stringify(fixtures('espn')['mlb top of the sixth']));
  const [competition] = board.events[0].competitions;
  competition.status.type.shortDetail = detail;
  for (const side of competition.competitors) side.score = side.homeAway === 'home' ? home : away;
  return board;
};
const LIST = `feed,id,game,score_order,home_id,away_id
espn,900005,${BASEBALL},,,
polymarket-sports,1,${BASEBALL},home-away,,
`;

function recording(lines: readonly string[], files: Readonly<Record<string, string>> = {}): string {
  const folder = testFolder();
  writeFileSync(join(folder, 'evening.jsonl'), `${lines.join('\n')}\n`);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}
const joined = (path: string, name = 'july') => importDataset(store, { format: 'game-states', path, name });
const statesOf = async () => {
  const tape = await loadTape(store, { dataset: 'july', includeInferredLabels: true });
  return tape.gameStates.map(({ phase, period, homeScore, awayScore }) => [
    phase,
    period,
    homeScore,
    awayScore,
  ]);
};

describe('recordings of game states', () => {
  it('become states of the games whose slug they name, at the time of their receipt', async () => {
    const before = await datasetByName(store, 'july');
    const lines = [
      line(0, 'polymarket-sports', polymarket('0-0', 'Top 1')),
      line(1, 'polymarket-sports', 'ping'),
      line(2, 'polymarket-sports', JSON.stringify(polymarket('1-1', 'End 1'))),
      line(3, 'polymarket-sports', polymarket('1-1', 'End 1')),
      line(4, 'polymarket-sports', { ...polymarket('1-1', 'Top 2'), status: 'Rainbow' }),
      line(5, 'polymarket-sports', {
        ...polymarket('3-0', 'Top 2'),
        slug: 'mlb-chc-stl-2026-07-11',
        gameId: 2,
        homeTeam: 'STL',
      }),
    ];
    const summary = await joined(recording(lines));
    expect(await statesOf()).toEqual([
      ['live', 1, 0, 0],
      ['break', 1, 1, 1],
      ['unknown', 2, 1, 1],
    ]);
    expect(summary.files).toMatchObject([
      {
        rows: 6,
        notes: {
          heartbeats: 1,
          'messages that change no state': 1,
          'not in the dataset, polymarket-sports: 2 (STL, ?)': 1,
          'not known, polymarket-sports status: Rainbow': 1,
        },
      },
    ]);
    const [first] = await store.rows('SELECT local_time, venue_time FROM game_states ORDER BY local_time');
    expect([first?.integer('local_time'), first?.integer('venue_time')]).toEqual([START, START]);
    const after = await datasetByName(store, 'july');
    expect(after.format).toBe('polymarket-us');
    expect(after.manifestHash).not.toBe(before.manifestHash);
    expect((await checkDataset(store, after)).findings).toEqual([]);
  });

  it('are found by the list of games, which also tells the order of a score; feeds of one file are merged', async () => {
    const lines = [
      line(0, 'espn', espn('4', '0', 'Top 6th')),
      // The venue goes before the aggregator: its score holds.
      line(1, 'polymarket-sports', polymarket('5-0', 'Top 6')),
      line(2, 'espn', espn('4', '0', 'Top 6th')),
      line(3, 'espn', espn('5', '0', 'Mid 6th')),
      line(4, 'polymarket-sports', polymarket('4-0', 'Mid 6')),
    ];
    const summary = await joined(recording(lines, { 'games.csv': LIST }));
    expect(summary.files.map(({ name, rows }) => [name, rows])).toEqual([
      ['game-states@1/games.csv', 2],
      ['game-states@1/evening.jsonl', 5],
    ]);
    expect(await statesOf()).toEqual([
      ['live', 6, 4, 0],
      ['live', 6, 5, 0],
      ['break', 6, 5, 0],
      ['break', 6, 4, 0],
    ]);
    expect(summary.files[1]?.notes).toEqual({
      'feeds disagree about the score': 2,
      'messages that change no state': 1,
      'score went down (polymarket-sports)': 1,
    });
  });

  it('are imported once, and another file is added beside them; gzipped they read the same', async () => {
    const folder = recording([line(0, 'polymarket-sports', polymarket('0-0', 'Top 1'))]);
    await joined(folder);
    expect((await joined(folder)).files.map(({ imported }) => imported)).toEqual([false]);
    const later = `${line(9, 'polymarket-sports', polymarket('2-2', 'Top 3'))}\n`;
    writeFileSync(join(folder, 'night.jsonl.gz'), gzipSync(later));
    expect((await joined(folder)).files.map(({ imported }) => imported)).toEqual([false, true]);
    expect(await statesOf()).toEqual([
      ['live', 1, 0, 0],
      ['live', 3, 2, 2],
    ]);
  });

  it('of one game in two files at the same time are refused, and the dataset stays whole', async () => {
    const text = (second: number) => line(second, 'polymarket-sports', polymarket('0-0', 'Top 1'));
    const folder = recording([text(0), text(5)], { 'other.jsonl': [text(2), text(9)].join('\n') });
    const lastState = line(6, 'polymarket-sports', polymarket('0-0', 'Top 2'));
    writeFileSync(join(folder, 'evening.jsonl'), `${[text(0), lastState].join('\n')}\n`);
    expect(await faultOf(joined(folder))).toMatchObject({
      code: 'DATA_TIME',
      where: { field: 'game', value: BASEBALL },
    });
    expect(await statesOf()).toEqual([
      ['live', 1, 0, 0],
      ['live', 2, 0, 0],
    ]);
  });
});

describe('a recording that cannot be read is refused with file and row:', () => {
  const good = line(0, 'polymarket-sports', polymarket('0-0', 'Top 1'));
  const cases: readonly (readonly [what: string, bad: string, code: string, where: object])[] = [
    ['a line that is cut off', good.slice(0, 40), 'DATA_UNREADABLE', { row: 2, field: 'line' }],
    [
      'a payload whose text is cut off',
      line(1, 'espn', '{"events": ['),
      'DATA_UNREADABLE',
      { row: 2, field: 'payload' },
    ],
    [
      'a payload that is no message',
      line(1, 'espn', { teams: [] }),
      'DATA_COLUMNS',
      { row: 2, field: 'events' },
    ],
    ['a feed that does not exist', line(1, 'teletext', {}), 'DATA_COLUMNS', { row: 2, field: 'feed' }],
    ['a time without a zone', good.replace('.000Z', ''), 'DATA_COLUMNS', { row: 2, field: 'received_at' }],
    [
      'a time before the last one',
      good.replace(':01:00', ':00:59'),
      'DATA_TIME',
      { row: 2, field: 'received_at' },
    ],
  ];
  it.each(cases)('%s', async (_, bad, code, where) => {
    const fault = await faultOf(joined(recording([good, bad])));
    expect(fault).toMatchObject({ code, where: { file: 'game-states@1/evening.jsonl', ...where } });
    expect(await statesOf()).toEqual([]);
  });

  it.each([
    ['feed', LIST.replace('espn', 'teletext')],
    ['game', LIST.replace(`900005,${BASEBALL}`, '900005,nobody')],
    ['id', LIST.replace('polymarket-sports,1,', 'espn,900005,')],
    ['score_order', LIST.replace('home-away', 'left-right')],
    ['home_id', LIST.replace('home-away,,', 'home-away,h1,')],
  ])('a list of games with a wrong %s', async (field, list) => {
    const fault = await faultOf(joined(recording([good], { 'games.csv': list })));
    expect(fault).toMatchObject({ code: 'DATA_GAME', where: { field } });
  });

  it('a dataset that is not there', async () => {
    expect(await faultOf(joined(recording([good]), 'june'))).toMatchObject({ code: 'DATA_DATASET' });
  });
});
