import type { GamePhase, GameState } from '../../../engine/events.js';
import { clockSeconds } from './clock-text.js';
import type { FeedReading, FeedTeam } from './feed-reading.js';
import { eachOf, faultAt, Payload } from './payload.js';
import { NO_CLOCK, PERIOD_OVER, type PeriodClock, phaseOfPeriod, secondsLeft } from './period-clock.js';

/** The first two digits of a game's number. */
const LEAGUES: ReadonlyMap<string, string> = new Map([
  ['00', 'nba'],
  ['10', 'wnba'],
  ['20', 'nbagl'],
]);

/** Texts of a game between periods, which the number of its status calls live. */
const BETWEEN = /^(Half|Halftime|End Q[1-4]|End OT\d?)$/;
/** Texts of a game in play: the clock, "Q3 5:42" or "OT1 2:00". */
const IN_PLAY = /^(Q[1-4]|OT\d?) +:?\d{1,2}[:.]?\d{0,2}(\.\d)?$/;

/** NBA and WNBA CDN: the scoreboard of a day, or the box score of one game. */
export function readNba(payload: unknown): readonly FeedReading[] {
  const fields = Payload.of(payload);
  const board = fields?.part('scoreboard') ?? null;
  if (board !== null) return eachOf(board, 'games', (game) => [readGame(game)]);
  const game = fields?.part('game') ?? null;
  return [game === null ? faultAt('', payload, 'a scoreboard, or one game') : readGame(game)];
}

function readGame(fields: Payload): FeedReading {
  const id = fields.text('gameId');
  if (id === null) return faultAt(fields.pathOf('gameId'), fields.raw('gameId'), 'the number of a game');
  const league = LEAGUES.get(id.slice(0, 2)) ?? fields.note('gameId');
  const named = phaseOf(fields);
  const number = named === 'scheduled' ? null : fields.count('period');
  const period = number === 0 ? null : number;
  const regulation = fields.count('regulationPeriods');
  const phase = named === 'live' ? phaseOfPeriod(period, regulation) : named;
  const state: GameState = {
    phase,
    period,
    ...clockOf(fields, phase, period),
    homeScore: fields.part('homeTeam')?.count('score') ?? null,
    awayScore: fields.part('awayTeam')?.count('score') ?? null,
    possession: null,
  };
  const game = { ids: [id], league, home: teamOf(fields, 'homeTeam'), away: teamOf(fields, 'awayTeam') };
  return { kind: 'state', game, state, unknown: fields.unknown, order: null };
}

/** The number of the status says before, during, after; the text beside it has to fit. */
function phaseOf(fields: Payload): GamePhase {
  const text = fields.text('gameStatusText') ?? '';
  switch (fields.count('gameStatus')) {
    case 1:
      return /^\d{1,2}:\d{2} [ap]m ET$/i.test(text) ? 'scheduled' : unknownText(fields);
    case 2:
      if (BETWEEN.test(text)) return 'break';
      return IN_PLAY.test(text) ? 'live' : unknownText(fields);
    case 3:
      return /^Final(\/OT\d?)?$/.test(text) ? 'final' : unknownText(fields);
    default:
      return fields.note('gameStatus') ?? 'unknown';
  }
}

const unknownText = (fields: Payload): GamePhase => fields.note('gameStatusText') ?? 'unknown';

function clockOf(fields: Payload, phase: GamePhase, period: number | null): PeriodClock {
  if (period === null || (phase !== 'live' && phase !== 'overtime' && phase !== 'break')) return NO_CLOCK;
  if (phase === 'break') return PERIOD_OVER;
  const text = fields.text('gameClock');
  if (text === null) return NO_CLOCK;
  const left = clockSeconds(text);
  return left === null ? (fields.note('gameClock') ?? NO_CLOCK) : secondsLeft(left);
}

function teamOf(fields: Payload, key: string): FeedTeam {
  const team = fields.part(key);
  return { id: team?.text('teamId') ?? null, name: team?.text('teamTricode') ?? null };
}
