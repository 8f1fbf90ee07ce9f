import type { GamePhase, GameState } from '../../../engine/events.js';
import type { GameSituation } from '../../../engine/game-situation.js';
import { type Feed, type FeedGame, type FeedReading, NO_TEAM, NOTHING_KNOWN } from './feed-reading.js';
import { eachOf, faultAt, Payload } from './payload.js';

/** What the fixture's status says of the game. */
const PHASES: ReadonlyMap<string, GamePhase> = new Map([
  ['PRE_MATCH', 'scheduled'],
  ['IN_RUNNING', 'live'],
  ['FINISHED', 'final'],
]);

/** Words that say what happens on the pitch and change no phase. `UNKNOWN_EVENT` is the feed's own, for none. */
const WITHIN_PLAY = new Set([
  ...['MATCH_SCHEDULED', 'MATCH_STABLE', 'BALL_IN_PROGRESS', 'POSSIBLE_WICKET', 'RUNS_LIKELY'],
  ...['UMPIRE_REVIEW', 'DATA_ASSEMBLY_ISSUE', 'MATCH_COMPLETE', 'EVENT_CLOSED', 'UNKNOWN_EVENT'],
]);

const BALLS_OF_AN_OVER = 6;

interface Fixture {
  readonly game: FeedGame;
  readonly state: GameState;
  /** `null` = not said so far. */
  readonly ballsPerInnings: number | null;
}

/**
 * Cricket scores of the Betfair exchange stream (`op: ccm`). A message holds changes: what it leaves out stays as
 * it was.
 */
export class BetfairScoreFeed implements Feed {
  readonly #fixtures = new Map<string, Fixture>();

  read(payload: unknown): readonly FeedReading[] {
    const fields = Payload.of(payload);
    if (fields?.raw('op') !== 'ccm') return [faultAt('op', fields?.raw('op'), 'ccm')];
    const published = fields.count('pt');
    if (published === null) return [faultAt('pt', fields.raw('pt'), 'milliseconds of publication')];
    if (fields.raw('cc') === undefined) return [];
    return eachOf(fields, 'cc', (change) => [this.#follow(change, published)]);
  }

  #follow(change: Payload, published: number): FeedReading {
    const id = change.text('eventId');
    if (id === null)
      return faultAt(change.pathOf('eventId'), change.raw('eventId'), 'the number of an event');
    const after = changed(this.#fixtures.get(id) ?? newFixture(id), change);
    this.#fixtures.set(id, after);
    const { game, state } = after;
    return { kind: 'state', game, state, unknown: change.unknown, order: published };
  }
}

const newFixture = (id: string): Fixture => ({
  game: { ids: [id], league: null, home: NO_TEAM, away: NO_TEAM },
  state: NOTHING_KNOWN,
  ballsPerInnings: null,
});

function changed(before: Fixture, change: Payload): Fixture {
  const { game, state } = before;
  const info = change.part('fixtureInfo');
  const named = {
    ...game,
    home: teamOf(change, 'homeTeam', game.home),
    away: teamOf(change, 'awayTeam', game.away),
  };
  const event = info?.text('eventStatus') ?? null;
  if (event !== null && !WITHIN_PLAY.has(event)) info?.note('eventStatus');
  const overs = info?.count('maxOvers') ?? null;
  const ballsPerInnings = overs === null ? before.ballsPerInnings : overs * BALLS_OF_AN_OVER;
  const play = playOf(named, { change, ballsPerInnings });
  return { game: named, state: { ...state, ...phaseOf(info), ...play }, ballsPerInnings };
}

/** The name stands with the fixture or, with the selection, beside it. */
function teamOf(change: Payload, key: 'homeTeam' | 'awayTeam', before: FeedGame['home']): FeedGame['home'] {
  const team = change.part(key);
  const name = change.part('fixtureInfo')?.text(key) ?? team?.text('name') ?? before.name;
  return { id: team?.text('selectionId') ?? before.id, name };
}

function phaseOf(info: Payload | null): Partial<GameState> {
  const status = info?.text('fixtureStatus') ?? null;
  if (info === null || status === null) return {};
  return { phase: PHASES.get(status) ?? info.note('fixtureStatus') ?? 'unknown' };
}

/** Innings, runs and balls; the team at bat has the ball in play. */
function playOf(
  game: FeedGame,
  { change, ballsPerInnings }: { readonly change: Payload; readonly ballsPerInnings: number | null },
): Partial<GameState> {
  const stats = change.part('matchStats');
  if (stats === null) return {};
  const innings = stats.list('inningsStats') ?? [];
  const period = stats.count('currentInnings');
  const current = innings.find((each) => each.count('inningsNum') === period);
  const batting = current?.text('battingTeam') ?? null;
  const isHome = batting !== null && batting === game.home.name;
  const isAway = batting !== null && batting === game.away.name;
  return {
    period,
    homeScore: runsOf(innings, game.home.name),
    awayScore: runsOf(innings, game.away.name),
    possession: isHome ? 'home' : isAway ? 'away' : null,
    ...(current === undefined ? {} : { situation: oversOf(current, ballsPerInnings) }),
  };
}

/** `null` = the team has not batted, or a number of its runs is missing. */
function runsOf(innings: readonly Payload[], team: string | null): number | null {
  const own = innings.filter((each) => team !== null && each.text('battingTeam') === team);
  const runs = own.map((each) => each.count('inningsRuns'));
  if (runs.length === 0) return null;
  let total = 0;
  for (const each of runs) {
    if (each === null) return null;
    total += each;
  }
  return total;
}

/** Overs "12.3" are twelve of six balls and three balls. */
function oversOf(innings: Payload, ballsPerInnings: number | null): GameSituation {
  const text = innings.text('inningsOvers');
  const [, overs, bowled = '0'] = /^(\d{1,3})(?:\.([0-6]))?$/.exec(text ?? '') ?? [];
  if (text !== null && overs === undefined) innings.note('inningsOvers');
  const balls = overs === undefined ? null : Number(overs) * BALLS_OF_AN_OVER + Number(bowled);
  return { kind: 'overs', balls, ballsPerInnings };
}
