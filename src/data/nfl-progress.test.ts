import { join } from 'node:path';
import { expect, it } from 'vitest';
import { progress } from '../strategies/sport/progress.js';
import { requireSpec } from '../strategies/sport/sport-spec.js';
import { realData } from './real-data.testing.js';
import { openStore } from './store.js';

const plays = realData('nfl-plays');
const why = plays === null ? ' (skipped: the recorded plays are not here, set TOUCHLINE_REAL_DATA)' : '';

/** Every clock that a play of the NFL was started at, with nflverse's own count of what is left of regulation. */
const CLOCKS = `SELECT DISTINCT qtr, quarter_seconds_remaining AS seconds_left, game_seconds_remaining AS game_left,
  CAST(game_date AS VARCHAR) AS date FROM read_parquet(?)`;

it.skipIf(plays === null)(`progress agrees with nflverse on every play of three seasons${why}`, async () => {
  const store = await openStore(':memory:');
  const rows = await store.rows(CLOCKS, [join(plays ?? '', 'plays-2020-2022.parquet')]);
  store.close();
  expect(rows.length).toBeGreaterThan(60_000);
  let overtime = 0;
  const wrong = rows.filter((row) => {
    const quarter = row.double('qtr');
    const { known, secondsRemaining, isOvertime } = progress(requireSpec('nfl', { date: row.text('date') }), {
      phase: 'live',
      period: quarter,
      secondsLeftInPeriod: row.double('seconds_left'),
      secondsElapsedInPeriod: null,
      homeScore: null,
      awayScore: null,
      possession: null,
    });
    overtime += isOvertime ? 1 : 0;
    return (
      !known || isOvertime !== quarter > 4 || (!isOvertime && secondsRemaining !== row.double('game_left'))
    );
  });
  expect(wrong).toEqual([]);
  expect(overtime).toBeGreaterThan(0);
});
