import type { GamePhase, GameState } from '../../../engine/events.js';
import { clockSeconds } from './clock-text.js';
import type { FeedReading, FeedTeam } from './feed-reading.js';
import { eachOf, faultAt, Payload } from './payload.js';
import { NO_CLOCK, PERIOD_OVER, type PeriodClock, secondsLeft } from './period-clock.js';

/** `gameState`; `CRIT` is the end of a close game. */
const STATES: ReadonlyMap<string, GamePhase> = new Map([
  ...['FUT', 'PRE'].map((word) => [word, 'scheduled'] as const),
  ...['LIVE', 'CRIT'].map((word) => [word, 'live'] as const),
  ...['OVER', 'FINAL', 'OFF'].map((word) => [word, 'final'] as const),
]);

/** `gameScheduleState` of a game that is not played as planned. */
const OFF_SCHEDULE: ReadonlyMap<string, GamePhase> = new Map([
  ['PPD', 'postponed'],
  ['SUSP', 'suspended'],
  ['CNCL', 'cancelled'],
]);

const PERIOD_TYPES: ReadonlyMap<string, GamePhase> = new Map([
  ['REG', 'live'],
  ['OT', 'overtime'],
  ['SO', 'shootout'],
]);

/** NHL api-web: the games of `/v1/score`, or one game of `/v1/gamecenter/{id}/...`. */
export function readNhl(payload: unknown): readonly FeedReading[] {
  const fields = Payload.of(payload);
  if (fields === null) return [faultAt('', payload, 'an object')];
  if (fields.raw('gameState') !== undefined) return [readGame(fields)];
  return eachOf(fields, 'games', (game) => [readGame(game)]);
}

function readGame(fields: Payload): FeedReading {
  const id = fields.text('id');
  if (id === null) return faultAt(fields.pathOf('id'), fields.raw('id'), 'the number of a game');
  const descriptor = fields.part('periodDescriptor');
  const played = phaseOf(fields);
  const isBefore = played === 'scheduled' || played === 'postponed' || played === 'cancelled';
  const inBreak = played === 'live' && fields.part('clock')?.flag('inIntermission') === true;
  const phase = inBreak ? 'break' : played === 'live' ? inPlay(descriptor) : played;
  const period = isBefore ? null : (descriptor?.count('number') ?? null);
  const state: GameState = {
    phase,
    period,
    ...clockOf(fields, phase, period),
    homeScore: fields.part('homeTeam')?.count('score') ?? null,
    awayScore: fields.part('awayTeam')?.count('score') ?? null,
    possession: null,
  };
  const game = {
    ids: [id],
    league: 'nhl',
    home: teamOf(fields, 'homeTeam'),
    away: teamOf(fields, 'awayTeam'),
  };
  return { kind: 'state', game, state, unknown: fields.unknown, order: null };
}

function phaseOf(fields: Payload): GamePhase {
  const schedule = fields.text('gameScheduleState') ?? 'OK';
  const off = OFF_SCHEDULE.get(schedule);
  if (off !== undefined) return off;
  if (schedule !== 'OK' && schedule !== 'TBD') return fields.note('gameScheduleState') ?? 'unknown';
  return STATES.get(fields.text('gameState') ?? '') ?? fields.note('gameState') ?? 'unknown';
}

function inPlay(descriptor: Payload | null): GamePhase {
  if (descriptor === null) return 'live';
  return PERIOD_TYPES.get(descriptor.text('periodType') ?? '') ?? descriptor.note('periodType') ?? 'unknown';
}

/** In an intermission the feed's clock counts the break, which is no time of the period. */
function clockOf(fields: Payload, phase: GamePhase, period: number | null): PeriodClock {
  if (phase === 'break') return period === null ? NO_CLOCK : PERIOD_OVER;
  if (phase !== 'live' && phase !== 'overtime') return NO_CLOCK;
  const clock = fields.part('clock');
  const seconds = clock?.seconds('secondsRemaining') ?? null;
  if (clock === null || seconds !== null) return secondsLeft(seconds);
  const text = clock.text('timeRemaining');
  if (text === null) return NO_CLOCK;
  const left = clockSeconds(text);
  return left === null ? (clock.note('timeRemaining') ?? NO_CLOCK) : secondsLeft(left);
}

function teamOf(fields: Payload, key: string): FeedTeam {
  const team = fields.part(key);
  return { id: team?.text('id') ?? null, name: team?.text('abbrev') ?? null };
}
