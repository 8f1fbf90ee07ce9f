import type { GamePhase, GameState } from '../../../engine/events.js';
import type { GameSituation } from '../../../engine/game-situation.js';
import { type SportSpec, specOfLeague } from '../sport-spec.js';
import { clockSeconds, minuteOf } from './clock-text.js';
import { leagueOfEspn } from './espn-leagues.js';
import { espnPhase } from './espn-phase.js';
import { type FeedGame, type FeedReading, NO_TEAM } from './feed-reading.js';
import { eachOf, faultAt, Payload } from './payload.js';
import {
  clockOfMinute,
  NO_CLOCK,
  PERIOD_OVER,
  type PeriodClock,
  phaseOfPeriod,
  secondsLeft,
} from './period-clock.js';
import { type MatchLength, setsOfSides } from './set-scores.js';

/**
 * A scoreboard of ESPN (site.api.espn.com, `/scoreboard`, no documentation): every competition of its events, those
 * of a tennis tournament in their groups.
 */
export function readEspn(payload: unknown): readonly FeedReading[] {
  const board = Payload.of(payload);
  if (board === null) return [faultAt('', payload, 'a scoreboard')];
  const [slug = null] = (board.list('leagues') ?? []).map((league) => league.text('slug'));
  const league = slug === null ? null : leagueOfEspn(slug);
  const competitionsOf = (group: Payload) =>
    eachOf(group, 'competitions', (game) => [readCompetition(game, { slug, league })]);
  return eachOf(board, 'events', (event) =>
    event.raw('groupings') === undefined ? competitionsOf(event) : eachOf(event, 'groupings', competitionsOf),
  );
}

interface Board {
  readonly slug: string | null;
  readonly league: string | null;
}

function readCompetition(fields: Payload, { slug, league }: Board): FeedReading {
  const id = fields.text('id');
  const type = fields.part('status')?.part('type') ?? null;
  if (id === null) return faultAt(fields.pathOf('id'), fields.raw('id'), 'the number of a game');
  if (type === null)
    return faultAt(fields.pathOf('status.type'), fields.raw('status'), 'a status with its type');
  if (league === null) fields.note('league', slug ?? 'missing');
  const sides = sidesOf(fields);
  const game: FeedGame = { ids: [id], league, home: teamOf(sides?.home), away: teamOf(sides?.away) };
  const spec = league === null ? null : specOfLeague(league);
  const state = stateOf(fields, { sides, spec, phase: espnPhase(type) });
  return { kind: 'state', game, state, unknown: fields.unknown, order: null };
}

interface Sides {
  readonly home: Payload;
  readonly away: Payload;
}

/** The two competitors by what the feed calls home and away; a field of more than two has no sides. */
function sidesOf(fields: Payload): Sides | null {
  const competitors = fields.list('competitors') ?? [];
  const [home, ...otherHome] = competitors.filter((each) => each.text('homeAway') === 'home');
  const [away, ...otherAway] = competitors.filter((each) => each.text('homeAway') === 'away');
  if (home === undefined || away === undefined || otherHome.length + otherAway.length > 0) return null;
  return { home, away };
}

function teamOf(side: Payload | undefined): FeedGame['home'] {
  if (side === undefined) return NO_TEAM;
  const named = side.part('team') ?? side.part('athlete');
  return { id: side.text('id'), name: named?.text('abbreviation') ?? named?.text('displayName') ?? null };
}

interface Standing {
  readonly sides: Sides | null;
  readonly spec: SportSpec | null;
  readonly phase: GamePhase;
}

const BEFORE_PLAY = new Set<GamePhase>(['scheduled', 'postponed', 'cancelled']);

function stateOf(fields: Payload, at: Standing): GameState {
  const { sides, spec, phase } = at;
  const period = BEFORE_PLAY.has(phase) ? null : periodOf(fields);
  const regulation = fields.part('format')?.part('regulation')?.count('periods') ?? null;
  const sets =
    spec?.kind === 'sets' && sides !== null
      ? setsIn(fields, sides, { ...spec, bestOf: regulation ?? spec.bestOf })
      : null;
  const situation = sets?.situation ?? situationOf(fields, { spec, phase, regulation });
  return {
    phase: phase === 'live' ? phaseInPlay(spec, period, situation) : phase,
    period,
    ...clockOf(fields, at, period),
    homeScore: spec?.kind === 'sets' ? (sets?.score.home ?? null) : (sides?.home.count('score') ?? null),
    awayScore: spec?.kind === 'sets' ? (sets?.score.away ?? null) : (sides?.away.count('score') ?? null),
    possession: sides === null ? null : possessionOf(fields, sides),
    ...(situation === null ? {} : { situation }),
  };
}

/** Past regulation it is overtime; three outs are a break between halves of an inning. */
function phaseInPlay(
  spec: SportSpec | null,
  period: number | null,
  situation: GameSituation | null,
): GamePhase {
  if (situation?.kind === 'innings') return situation.outs === 3 ? 'break' : 'live';
  return spec?.kind === 'clock' ? phaseOfPeriod(period, spec.periods) : 'live';
}

/** Period 0 is before the first one. */
function periodOf(fields: Payload): number | null {
  const period = fields.part('status')?.count('period') ?? null;
  return period === 0 ? null : period;
}

/** The clock of games that have one. That of a fight shows the round that was played once it is over. */
function clockOf(fields: Payload, { spec, phase }: Standing, period: number | null): PeriodClock {
  if (period === null || (spec?.kind !== 'clock' && spec?.kind !== 'rounds')) return NO_CLOCK;
  if (phase === 'break') return PERIOD_OVER;
  if (phase === 'final' || phase === 'shootout') return NO_CLOCK;
  const status = fields.part('status');
  const text = status?.text('displayClock') ?? null;
  if (status === null || text === null) return NO_CLOCK;
  if (spec.kind === 'rounds' || spec.clock === 'down') {
    const left = clockSeconds(text);
    return left === null ? (status.note('displayClock') ?? NO_CLOCK) : secondsLeft(left);
  }
  const minute = minuteOf(text);
  const clock = minute === null ? null : clockOfMinute(spec, period, minute);
  return clock ?? status.note('displayClock') ?? NO_CLOCK;
}

function possessionOf(fields: Payload, { home, away }: Sides): 'home' | 'away' | null {
  const situation = fields.part('situation');
  const id = situation?.text('possession') ?? null;
  if (situation === null || id === null) return null;
  if (id === home.text('id')) return 'home';
  return id === away.text('id') ? 'away' : situation.note('possession');
}

interface SituationPlace {
  readonly spec: SportSpec | null;
  readonly phase: GamePhase;
  readonly regulation: number | null;
}

function situationOf(fields: Payload, { spec, phase, regulation }: SituationPlace): GameSituation | null {
  const isInPlay = !BEFORE_PLAY.has(phase) && phase !== 'final';
  switch (spec?.kind) {
    case 'innings':
      return isInPlay ? inningsOf(fields, regulation) : null;
    case 'rounds':
      return { kind: 'rounds', scheduled: regulation };
    case 'clock':
      return isInPlay ? driveOf(fields) : null;
    default:
      return null;
  }
}

/** Which half of an inning is played stands in the text alone: "Top 6th", "Mid 6th", "Bot 6th", "End 6th". */
function inningsOf(fields: Payload, scheduled: number | null): GameSituation {
  const type = fields.part('status')?.part('type') ?? null;
  const text = type?.text('shortDetail') ?? '';
  const [, half] = /^(Top|Mid|Middle|Bot|Bottom|End) \d{1,2}(?:st|nd|rd|th)$/.exec(text) ?? [];
  if (half === undefined) type?.note('shortDetail');
  const isBetween = half === 'Mid' || half === 'Middle' || half === 'End';
  const isTop = half === 'Top' || half === 'Mid' || half === 'Middle';
  const outs = isBetween ? 3 : (fields.part('situation')?.count('outs') ?? null);
  return { kind: 'innings', half: half === undefined ? null : isTop ? 'top' : 'bottom', outs, scheduled };
}

/**
 * Gridiron: down and distance; other games and the time between plays have no down. Where the feed's yard line is
 * measured from is not documented, so it is not read.
 */
function driveOf(fields: Payload): GameSituation | null {
  const situation = fields.part('situation');
  const down = situation?.text('down') ?? '';
  if (situation === null || !/^[1-4]$/.test(down)) return null;
  return { kind: 'drive', down: Number(down), distance: situation.count('distance'), yardsToGoal: null };
}

function setsIn(fields: Payload, { home, away }: Sides, length: MatchLength): ReturnType<typeof setsOfSides> {
  const gamesOf = (side: Payload) => (side.list('linescores') ?? []).map((set) => set.count('value'));
  const [ours, theirs] = [gamesOf(home), gamesOf(away)];
  const sets = setsOfSides([ours, theirs], length);
  return sets ?? fields.note('competitors.linescores', `${ours.join(' ')} / ${theirs.join(' ')}`);
}
