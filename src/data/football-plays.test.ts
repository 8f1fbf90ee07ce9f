import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readFootballPlays } from './football-plays.js';
import { faultOf, rowsSql, testFolder, writeParquet } from './source-files.testing.js';

const COLUMNS = `game_id, season, game_date, home_team, away_team, posteam, posteam_score, defteam_score, qtr,
  quarter_seconds_remaining, yardline_100, down, wp, home_score_final, away_score_final`;
const play = (posteam: string, rest: string): string =>
  `'g', 2022, '2022-09-11', 'HOM', 'AWY', ${posteam}, ${rest}`;

async function plays(tuples: readonly string[], columns = COLUMNS): Promise<string> {
  const folder = testFolder();
  await writeParquet(folder, { 'plays.parquet': rowsSql(columns, tuples) });
  return join(folder, 'plays.parquet');
}

describe('the plays of a football file', () => {
  it('stand by home and away, whoever has the ball', async () => {
    const path = await plays([
      play(`'HOM'`, '7.0, 3.0, 2.0, 95.0, 40.0, 2.0, 0.7, 20, 24'),
      play(`'AWY'`, '3.0, 7.0, 5.0, 12.0, NULL, NULL, 0.7, 20, 20'),
    ]);
    const [home, away] = await readFootballPlays(path);
    expect(home).toEqual({
      ...{ game: 'g', season: 2022, date: '2022-09-11', quarter: 2, secondsLeft: 95 },
      ...{
        homeScore: 7,
        awayScore: 3,
        possession: 'home',
        yardsToGoal: 40,
        down: 2,
        benchmark: 0.7,
        homeWon: false,
      },
    });
    expect(away).toMatchObject({
      homeScore: 7,
      awayScore: 3,
      possession: 'away',
      yardsToGoal: null,
      down: null,
    });
    expect(away?.benchmark).toBeCloseTo(0.3, 12);
    expect(away?.homeWon).toBeNull();
  });

  it('leave out what nobody has the ball in', async () => {
    const path = await plays([
      play(`NULL::VARCHAR`, '7.0, 3.0, 2.0, 95.0, 40.0, 2.0, 0.7, 20, 24'),
      play(`'HOM'`, '7.0, 3.0, 2.0, 95.0, 40.0, 2.0, NULL, 20, 24'),
      play(`'HOM'`, '7.0, 3.0, 2.0, 94.0, 40.0, 2.0, 0.7, 20, 24'),
    ]);
    expect((await readFootballPlays(path)).map(({ secondsLeft }) => secondsLeft)).toEqual([94]);
  });

  it('are refused where they are none', async () => {
    const text = join(testFolder(), 'plays.parquet');
    writeFileSync(text, 'no parquet');
    expect(await faultOf(readFootballPlays(text))).toMatchObject({ code: 'DATA_UNREADABLE' });
    const other = await plays(['1'], 'x');
    expect(await faultOf(readFootballPlays(other))).toMatchObject({
      code: 'DATA_COLUMNS',
      where: { field: 'game_id' },
    });
    const odd = await plays([play(`'HOM'`, '7.0, 3.0, 2.0, 95.0, 40.0, 2.0, 1.7, 20, 24')]);
    expect(await faultOf(readFootballPlays(odd))).toMatchObject({
      code: 'DATA_ROW',
      where: { row: 1, field: 'wp' },
    });
    const stranger = await plays([
      play(`NULL::VARCHAR`, '7.0, 3.0, 2.0, 95.0, 40.0, 2.0, 0.7, 20, 24'),
      play(`'XXX'`, '7.0, 3.0, 2.0, 95.0, 40.0, 2.0, 0.7, 20, 24'),
    ]);
    expect(await faultOf(readFootballPlays(stranger))).toMatchObject({
      code: 'DATA_ROW',
      where: { row: 2, field: 'posteam' },
    });
  });
});
