import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { importDataset } from '../data/import/import-dataset.js';
import { testFolder } from '../data/source-files.testing.js';
import { openStore } from '../data/store.js';
import { backtestDataset } from './backtest-dataset.js';
import { prepareRun } from './prepare-run.js';

const HEADER =
  'category,sport,event_id,condition_id,title,slug,market_created_date,game_start_time,outcome_1,outcome_2,' +
  'token_id_1,token_id_2,p1_close,p2_close,is_50_50_outcome,closed,winner,volume';
const SLUG = 'nba-bos-det-2024-10-26';
const LINE =
  `basketball,nba,1,0x1,Celtics vs. Pistons,${SLUG},2024-10-20 12:00:00,2024-10-26 23:30:00,` +
  'Celtics,Pistons,11,12,0.50,0.50,0,1,Celtics,12.5';

/** An entry that needs to know the clock, and wants at least two minutes and no more than nine tenths of the game over. */
const SETTINGS = {
  strategy: 'favourite-dip',
  data: { dataset: 'lines' },
  venue: { syntheticHalfSpread: 0.01, entryLatencyMs: 250 },
  parameters: {
    baseline: { policy: 'external-line', probability: 0.7, knownAt: '2024-10-26T00:00Z' },
    entry: {
      ...{ phase: 'any', unknownClock: 'block', unknownSize: 'allow' },
      ...{ confidenceMissing: 'renormalise', confidenceMin: 0, baselineMin: 0.6 },
      ...{ progressTo: 0.9, secondsLeftMin: 120 },
    },
  },
};

/** What the NBA's scoreboard says of the game, a minute before the price. */
const scoreboard = (text: string, period: number, clock: string) => ({
  received_at: '2024-10-26T23:29:00.000Z',
  feed: 'nba',
  payload: {
    scoreboard: {
      games: [
        {
          ...{
            gameId: '0022400001',
            gameStatus: 2,
            gameStatusText: text,
            period,
            gameClock: clock,
            regulationPeriods: 4,
          },
          ...{ homeTeam: { teamTricode: 'DET', score: 20 }, awayTeam: { teamTricode: 'BOS', score: 24 } },
        },
      ],
    },
  },
});

/** Fills of the backtest after an import of the states, and the gates that stopped an entry. */
async function backtestWith(line: object | null) {
  const store = await openStore(':memory:');
  const path = join(testFolder(), 'fetch_events.csv');
  writeFileSync(path, `${HEADER}\n${LINE}\n`);
  await importDataset(store, { format: 'polymarket-closing-lines', path, name: 'lines' });
  if (line !== null) {
    const folder = testFolder();
    writeFileSync(join(folder, 'evening.jsonl'), `${JSON.stringify(line)}\n`);
    writeFileSync(
      join(folder, 'games.csv'),
      `feed,id,game,score_order,home_id,away_id\nnba,0022400001,${SLUG},,,\n`,
    );
    await importDataset(store, { format: 'game-states', path: folder, name: 'lines' });
  }
  const run = prepareRun(SETTINGS, 'lines.toml');
  const { result } = await backtestDataset({ store, run, version: '0', startedAtMs: 0 });
  store.close();
  const stopped = result.funnel.filter(
    ({ action, reached, passed }) => action === 'enter' && reached > passed,
  );
  return { fills: result.fills.length, stopped: stopped.map(({ gate }) => gate) };
}

it.each([
  ['no states', null, 0, ['window']],
  ['the second quarter', scoreboard('Q2 5:42', 2, 'PT05M42.00S'), 1, []],
  ['the last ten seconds', scoreboard('Q4 0:10', 4, 'PT00M10.00S'), 0, ['window']],
  ['a clock that cannot be read', scoreboard('Q2 5:42', 2, 'soon'), 0, ['window']],
] as const)('imported game states decide an entry: %s', async (_, line, fills, stopped) => {
  expect(await backtestWith(line)).toEqual({ fills, stopped });
});
