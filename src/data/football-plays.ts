import { TouchlineError } from '../engine/errors.js';
import type { Row } from './row.js';
import { FOOTBALL_SQL } from './sql/football-sql.js';
import { openStore } from './store.js';

/** One play of a game of American football, before it was run. */
export interface FootballPlay {
  readonly game: string;
  readonly season: number;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** From 1; past 4 is overtime. */
  readonly quarter: number;
  /** Left in the quarter. */
  readonly secondsLeft: number;
  readonly homeScore: number;
  readonly awayScore: number;
  readonly possession: 'home' | 'away';
  readonly yardsToGoal: number | null;
  readonly down: number | null;
  /** Probability of the home side by the file's own model. */
  readonly benchmark: number;
  /** `null` = the game ended level. */
  readonly homeWon: boolean | null;
}

/** Columns that a file of plays has to have, as nflverse names them. */
const COLUMNS = [
  ...[
    'game_id',
    'season',
    'game_date',
    'home_team',
    'away_team',
    'posteam',
    'posteam_score',
    'defteam_score',
  ],
  ...[
    'qtr',
    'quarter_seconds_remaining',
    'yardline_100',
    'down',
    'wp',
    'home_score_final',
    'away_score_final',
  ],
] as const;

/**
 * Reads a parquet file of NFL plays of nflverse, in its order: those in which a side has the ball and nflfastR gave a
 * probability. The final score is the outcome and nothing else.
 *
 * @throws DATA_UNREADABLE, DATA_COLUMNS; DATA_ROW for a play that cannot be.
 */
export async function readFootballPlays(path: string): Promise<readonly FootballPlay[]> {
  const store = await openStore(':memory:');
  try {
    const found = await store.rows(FOOTBALL_SQL.columns, [path]).catch((cause: unknown) => {
      throw new TouchlineError('DATA_UNREADABLE', 'the file of plays cannot be read', {
        where: { file: path },
        hint: 'wanted a parquet file of nflverse plays',
        cause,
      });
    });
    const names = new Set(found.map((row) => row.text('column_name')));
    const missing = COLUMNS.find((column) => !names.has(column));
    if (missing !== undefined) {
      throw new TouchlineError('DATA_COLUMNS', `column ${missing} is missing`, {
        where: { file: path, field: missing },
        hint: `wanted ${COLUMNS.join(', ')}`,
      });
    }
    return (await store.rows(FOOTBALL_SQL.plays, [path])).map((row) => playOf(row, path));
  } finally {
    store.close();
  }
}

function playOf(row: Row, file: string): FootballPlay {
  const side = row.textOrNull('side');
  const refuse = (field: string, value: string): never => {
    throw new TouchlineError('DATA_ROW', `a play has a ${field} that cannot be`, {
      where: { file, row: row.integer('number'), field, value },
    });
  };
  if (side === null) return refuse('posteam', 'neither the home nor the away team');
  const isHome = side === 'home';
  const [own, other] = [row.integer('own'), row.integer('other')];
  const wp = row.double('wp');
  if (!(wp >= 0 && wp <= 1)) return refuse('wp', String(wp));
  const margin = row.integer('margin');
  return {
    game: row.text('game'),
    season: row.integer('season'),
    date: row.text('date'),
    quarter: row.integer('quarter'),
    secondsLeft: row.double('seconds_left'),
    ...{ homeScore: isHome ? own : other, awayScore: isHome ? other : own },
    possession: isHome ? 'home' : 'away',
    yardsToGoal: row.integerOrNull('yards'),
    down: row.integerOrNull('down'),
    benchmark: isHome ? wp : 1 - wp,
    homeWon: margin === 0 ? null : margin > 0,
  };
}
