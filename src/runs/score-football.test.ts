import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { realData } from '../data/real-data.testing.js';
import { faultOf } from '../data/source-files.testing.js';
import { openStore } from '../data/store.js';
import { painter } from '../report/terminal-colour.js';
import { winDifferenceTable, winScoreTable } from '../report/win-score-tables.js';
import { type FootballScores, scoreFootball } from './score-football.js';

const folder = realData('nfl-plays');
const path = join(folder ?? '', 'plays-2020-2022.parquet');
const why = folder === null ? ' (skipped: the recorded plays are not here, set TOUCHLINE_REAL_DATA)' : '';
const page = readFileSync(new URL('../../docs/win-probability.md', import.meta.url), 'utf8');

/** Φ by the series of the error function (Abramowitz and Stegun 7.1.5), and 0 or 1 where it no longer differs. */
function phi(z: number): number {
  if (Math.abs(z) > 6) return z > 0 ? 1 : 0;
  const x = z / Math.SQRT2;
  let sum = 0;
  let term = x;
  for (let n = 0; n < 200; n += 1) {
    sum += term / (2 * n + 1);
    term *= -(x * x) / (n + 1);
  }
  return 0.5 + sum / Math.sqrt(Math.PI);
}

/** The plays of 2022 by SQL, without the code under test. */
const PLAYS = `SELECT game_id AS game, CAST(least(qtr, 5) AS INTEGER) AS part, yardline_100 AS yards, down,
    CASE WHEN qtr > 4 THEN quarter_seconds_remaining ELSE game_seconds_remaining END / 3600 AS part_left,
    CASE WHEN posteam = home_team THEN 1 ELSE -1 END AS side,
    (posteam_score - defteam_score) * CASE WHEN posteam = home_team THEN 1 ELSE -1 END AS lead,
    CASE WHEN posteam = home_team THEN wp ELSE 1 - wp END AS wp,
    CASE WHEN home_score_final > away_score_final THEN 1 ELSE 0 END AS won
  FROM read_parquet(?) WHERE season = 2022 AND home_score_final <> away_score_final`;

interface Play {
  readonly game: string;
  readonly part: number;
  readonly error: number;
}

/** Mean over games of the mean over a game's plays. */
function meanOverGames(plays: readonly Play[]): number {
  const games = new Map<string, number[]>();
  for (const { game, error } of plays) games.set(game, [...(games.get(game) ?? []), error]);
  const means = [...games.values()].map(
    (errors) => errors.reduce((sum, error) => sum + error, 0) / errors.length,
  );
  return means.reduce((sum, mean) => sum + mean, 0) / means.length;
}

/** The shipped formula written out again: points of the drive on the lead, margins in whole points. */
function shipped(
  lead: number,
  left: number,
  ball: readonly [side: number, yards: number, down: number | null],
): number {
  if (left === 0) return lead === 0 ? 0.5 : lead > 0 ? 1 : 0;
  const [side, yards, down] = ball;
  const [deviation, points] =
    down === null
      ? [17.02, 1.66 + (2.6 * (50 - yards)) / 50]
      : [16.79, 2.31 + (2.96 * (50 - yards)) / 50 - 0.63 * (down - 1)];
  const [low, high] = [-0.5, 0.5].map((half) =>
    phi((lead + side * points + half) / (deviation * Math.sqrt(left))),
  );
  return ((low ?? 0) + (high ?? 0)) / 2;
}

describe.skipIf(folder === null)(`football models on the plays of three seasons${why}`, () => {
  let scores: FootballScores;
  let plays: readonly { readonly benchmark: Play; readonly own: Play }[];
  beforeAll(async () => {
    scores = await scoreFootball({ path, fitUntil: 2021 });
    const store = await openStore(':memory:');
    const rows = await store.rows(PLAYS, [path]);
    store.close();
    plays = rows.map((row) => {
      const at = { game: row.text('game'), part: row.integer('part') };
      const won = row.integer('won');
      const ball = [row.integer('side'), row.double('yards'), row.integerOrNull('down')] as const;
      const probability = shipped(row.double('lead'), row.double('part_left'), ball);
      return {
        benchmark: { ...at, error: (row.double('wp') - won) ** 2 },
        own: { ...at, error: (probability - won) ** 2 },
      };
    });
  }, 240_000);
  const named = (name: string) => scores.judged.find((each) => each.name === name);

  it('every play has a known progress', () => {
    expect([scores.plays, scores.progressUnknown]).toEqual([115_104, 0]);
  });

  it('what ships is what the seasons 2020 and 2021 give, to two decimals', () => {
    for (const [known, fit] of Object.entries(scores.fits)) {
      const rounded = Object.fromEntries(
        Object.entries(fit).map(([name, v]) => [name, Math.round(v * 100) / 100]),
      );
      expect(rounded, known).toEqual(scores.shipped[known as keyof typeof scores.shipped]);
    }
    expect([scores.fittedOn, scores.judgedOn]).toEqual([[2020, 2021], [2022]]);
  });

  it.each(['benchmark', 'own'] as const)(
    'the Brier scores of %s are those of a computation apart, by quarter and in all',
    (which) => {
      const score = named(which === 'own' ? 'as shipped' : 'nflfastR wp');
      const list = plays.map((each) => each[which]);
      expect(score?.all.brier).toBeCloseTo(meanOverGames(list), 9);
      expect(score?.parts.map(({ part }) => part)).toEqual(['q1', 'q2', 'q3', 'q4', 'overtime']);
      for (const [index, part] of (score?.parts ?? []).entries()) {
        expect(part.brier, part.part).toBeCloseTo(
          meanOverGames(list.filter((play) => play.part === index + 1)),
          9,
        );
      }
    },
  );

  it('the one that ships is better and better calibrated than each one tried without the ball or its place', () => {
    const own = named('as shipped');
    for (const other of scores.judged.slice(0, 4)) {
      expect(own?.all.brier, other.name).toBeLessThan(other.all.brier);
      expect(own?.miscalibration, other.name).toBeLessThan(other.miscalibration);
      expect(own?.brierWhereFitted, other.name).toBeLessThan(other.brierWhereFitted);
    }
  });

  it('docs/win-probability.md shows the table that the command prints', () => {
    const words = (text: string): string[] =>
      text
        .split('\n')
        .map((line) => line.trim().split(/ {2,}/).join(' | '))
        .filter((line) => line !== '');
    for (const table of [
      winScoreTable(scores.judged, painter(false)),
      winDifferenceTable(scores.judged, painter(false)),
    ]) {
      for (const line of words(table)) expect(page).toContain(`| ${line} |`);
    }
  });

  it('refuses to judge on what it fitted', async () => {
    expect(await faultOf(scoreFootball({ path, fitUntil: 2022 }))).toMatchObject({ code: 'DATA_NO_ROWS' });
  });
});
