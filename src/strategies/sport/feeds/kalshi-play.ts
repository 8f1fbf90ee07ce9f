import type { GamePhase, GameState } from '../../../engine/events.js';
import { clockSeconds, minuteOf } from './clock-text.js';
import type { FeedHints } from './feed-reading.js';
import type { Payload } from './payload.js';
import {
  NO_CLOCK,
  PERIOD_OVER,
  type PeriodClock,
  phaseOfPeriod,
  secondsElapsed,
  secondsLeft,
} from './period-clock.js';
import { setsOfSides, TENNIS_LENGTH } from './set-scores.js';

/** Kinds of game that the feed has a layout for. */
export type KalshiType = 'football' | 'basketball' | 'baseball' | 'hockey' | 'soccer' | 'tennis';

const TYPES: readonly (readonly [RegExp, KalshiType])[] = [
  [/^football_game$/, 'football'],
  [/^basketball_game$/, 'basketball'],
  [/^baseball_game$/, 'baseball'],
  [/^hockey_(match|tournament)$/, 'hockey'],
  [/^soccer_\w+$/, 'soccer'],
  [/^tennis_\w+$/, 'tennis'],
];

/** Kind of game of a `type`; `null` = no layout is known, cricket among them. */
export const typeOf = (type: string): KalshiType | null =>
  TYPES.find(([pattern]) => pattern.test(type))?.[1] ?? null;

type Play = Partial<GameState>;

/** What is known of the game beside its details. */
export interface PlayTerms {
  readonly phase: GamePhase;
  /** `null` = the ids of the teams are not known, and then who has the ball is not. */
  readonly teams: FeedHints['teams'] | null;
}

/** What the details say of a game that has begun. */
export function kalshiPlay(type: KalshiType, details: Payload, { phase, teams }: PlayTerms): Play {
  switch (type) {
    case 'football':
      return { ...points(details), ...timed(details, phase, FOOTBALL), ...footballDrive(details, teams) };
    case 'basketball':
      return { ...points(details), ...basketball(details, phase) };
    case 'hockey':
      return { ...points(details), ...hockey(details, phase) };
    case 'baseball':
      return { ...points(details), ...baseball(details) };
    case 'soccer':
      return soccer(details, phase);
    case 'tennis':
      return tennis(details);
  }
}

const points = (details: Payload): Play => ({
  homeScore: details.count('home_points'),
  awayScore: details.count('away_points'),
});

interface TimedFields {
  readonly period: string;
  readonly clock: string;
  readonly regulation: number;
}
const FOOTBALL: TimedFields = { period: 'quarter', clock: 'clock', regulation: 4 };

/** Period, clock that counts down, and overtime past regulation. */
function timed(details: Payload, phase: GamePhase, { period: key, clock, regulation }: TimedFields): Play {
  const period = details.count(key);
  const named = phase === 'live' ? phaseOfPeriod(period, regulation) : phase;
  return { phase: named, period, ...clockOf(details, { phase: named, clock, period }) };
}

function clockOf(
  details: Payload,
  {
    phase,
    clock,
    period,
  }: { readonly phase: GamePhase; readonly clock: string; readonly period: number | null },
): PeriodClock {
  if (period === null) return NO_CLOCK;
  if (phase === 'break') return PERIOD_OVER;
  if (phase !== 'live' && phase !== 'overtime') return NO_CLOCK;
  const text = details.text(clock);
  if (text === null) return NO_CLOCK;
  const left = clockSeconds(text);
  return left === null ? (details.note(clock) ?? NO_CLOCK) : secondsLeft(left);
}

/** The type of the periods says how many make regulation; without it overtime cannot be told. */
function basketball(details: Payload, phase: GamePhase): Play {
  const word = details.text('period_type');
  const regulation = word === 'half' ? 2 : word === 'quarter' ? 4 : null;
  if (regulation !== null) {
    return timed(details, phase, { period: 'period', clock: 'period_remaining_time', regulation });
  }
  details.note('period_type');
  return { phase };
}

const SHOOTOUT_PERIOD = 5;

/** Period 4 is overtime and 5 the shootout of a regular season; in the playoffs 5 is overtime too. */
function hockey(details: Payload, phase: GamePhase): Play {
  const play = timed(details, phase, { period: 'period', clock: 'period_remaining_time', regulation: 3 });
  const isShootout = play.period === SHOOTOUT_PERIOD && play.phase === 'overtime';
  return isShootout && details.text('period_remaining_time') === null ? { ...play, phase: 'shootout' } : play;
}

function baseball(details: Payload): Play {
  const code = details.count('inning_half');
  const half = code === 1 ? 'top' : code === 2 ? 'bottom' : null;
  if (half === null && code !== null) details.note('inning_half');
  const situation = { kind: 'innings', half, outs: details.count('outs'), scheduled: null } as const;
  return { period: details.count('inning'), situation };
}

/** Yards to the goal: the yard line lies in the half of `side_team_id`. Sides are told by ids of teams alone. */
function footballDrive(details: Payload, teams: PlayTerms['teams']): Play {
  const situation = details.part('situation');
  if (situation === null) return {};
  const [line, side, ball] = [
    situation.count('yardline'),
    situation.text('side_team_id'),
    situation.text('possession_team_id'),
  ];
  const isKnown = line !== null && line <= 50 && side !== null && ball !== null;
  const yardsToGoal = isKnown ? (side === ball ? 100 - line : line) : null;
  const [down, distance] = [situation.count('down'), situation.count('yfd')];
  const isHome = ball !== null && ball === teams?.home;
  const isAway = ball !== null && ball === teams?.away;
  const possession = isHome === isAway ? null : isHome ? 'home' : 'away';
  return { possession, situation: { kind: 'drive', down, distance, yardsToGoal } };
}

const HALVES: ReadonlyMap<string, number> = new Map([
  ['1', 1],
  ['2', 2],
]);
const HALF_SECONDS = 2700;

function soccer(details: Payload, phase: GamePhase): Play {
  const homeScore = details.count('home_same_game_score') ?? details.count('home_score');
  const awayScore = details.count('away_same_game_score') ?? details.count('away_score');
  const score = { homeScore, awayScore };
  const word = details.text('half');
  if (word === 'HT')
    return { ...score, phase: phase === 'live' ? 'break' : phase, period: 1, ...PERIOD_OVER };
  if (word === 'ET') return { ...score, phase: phase === 'live' ? 'overtime' : phase };
  const period = word === null ? null : (HALVES.get(word) ?? details.note('half'));
  return { ...score, period, ...(phase === 'live' && period !== null ? minuteClock(details, period) : {}) };
}

function minuteClock(details: Payload, period: number): PeriodClock {
  const text = details.text('time');
  if (text === null) return NO_CLOCK;
  const minute = minuteOf(text);
  const elapsed = minute === null ? -1 : (minute.minute + minute.added) * 60 - (period - 1) * HALF_SECONDS;
  return elapsed < 0 ? (details.note('time') ?? NO_CLOCK) : secondsElapsed(elapsed);
}

/** The first competitor is the home side. */
function tennis(details: Payload): Play {
  const gamesOf = (side: string) =>
    (details.list(`${side}_round_scores`) ?? []).map((round) => round.count('score'));
  const [ours, theirs] = [gamesOf('competitor1'), gamesOf('competitor2')];
  const sets = setsOfSides([ours, theirs], TENNIS_LENGTH);
  if (sets === null) {
    return details.note('competitor1_round_scores', `${ours.join(' ')} / ${theirs.join(' ')}`) ?? {};
  }
  const server = details.text('server');
  const isHome = server !== null && server === details.text('competitor1_id');
  const isAway = server !== null && server === details.text('competitor2_id');
  if (server !== null && isHome === isAway) details.note('server');
  const possession = isHome === isAway ? null : isHome ? 'home' : 'away';
  const { home: homeScore, away: awayScore } = sets.score;
  return { homeScore, awayScore, period: homeScore + awayScore + 1, possession, situation: sets.situation };
}
