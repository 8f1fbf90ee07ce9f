import type { GamePhase } from '../../../engine/events.js';
import type { FeedReading } from './feed-reading.js';
import { eachOf, faultAt, Payload } from './payload.js';

/** First word of `detailedState`, which goes on after a colon: "Delayed: Rain". Another one leaves the phase unknown. */
const PHASES: ReadonlyMap<string, GamePhase> = new Map([
  ...['Scheduled', 'Pre-Game', 'Warmup'].map((word) => [word, 'scheduled'] as const),
  ...['In Progress', 'Manager challenge', 'Umpire review'].map((word) => [word, 'live'] as const),
  ...['Final', 'Game Over', 'Completed Early'].map((word) => [word, 'final'] as const),
  ['Delayed', 'delayed'],
  ['Delayed Start', 'delayed'],
  ['Suspended', 'suspended'],
  ['Postponed', 'postponed'],
  ['Cancelled', 'cancelled'],
]);

/** Phases that may stand under each `abstractGameState`. */
const ABSTRACT: ReadonlyMap<string, readonly GamePhase[]> = new Map([
  ['Preview', ['scheduled', 'delayed', 'postponed', 'cancelled']],
  ['Live', ['live', 'delayed', 'suspended']],
  ['Final', ['final', 'suspended', 'postponed', 'cancelled']],
]);

/** MLB StatsAPI: `/api/v1/schedule` with `hydrate=linescore`, or `/api/v1.1/game/{gamePk}/feed/live`. */
export function readMlb(payload: unknown): readonly FeedReading[] {
  const fields = Payload.of(payload);
  if (fields === null) return [faultAt('', payload, 'an object')];
  const live = fields.part('gameData');
  if (live !== null) return [readLive(fields, live)];
  return eachOf(fields, 'dates', (date) => eachOf(date, 'games', (game) => [readScheduled(game)]));
}

function readScheduled(game: Payload): FeedReading {
  return readingOf(game, {
    status: game.part('status'),
    teams: game.part('teams'),
    linescore: game.part('linescore'),
    order: null,
  });
}

/** The live feed carries the time of its state as digits, 20260712_183000. */
function readLive(fields: Payload, data: Payload): FeedReading {
  const stamp = /^(\d{8})_(\d{6})$/.exec(fields.part('metaData')?.text('timeStamp') ?? '');
  return readingOf(fields, {
    status: data.part('status'),
    teams: data.part('teams'),
    linescore: fields.part('liveData')?.part('linescore') ?? null,
    order: stamp === null ? null : Number(`${stamp[1]}${stamp[2]}`),
  });
}

interface GameParts {
  readonly status: Payload | null;
  readonly teams: Payload | null;
  readonly linescore: Payload | null;
  readonly order: number | null;
}

function readingOf(fields: Payload, { status, teams, linescore, order }: GameParts): FeedReading {
  const id = fields.text('gamePk');
  if (id === null) return faultAt(fields.pathOf('gamePk'), fields.raw('gamePk'), 'the number of a game');
  if (status === null) return faultAt(fields.pathOf('status'), null, 'the status of a game');
  const phase = phaseOf(status);
  const runs = linescore?.part('teams') ?? null;
  const isBefore = phase === 'scheduled' || phase === 'postponed' || phase === 'cancelled';
  const place = isBefore ? null : placeOf(linescore);
  const state = {
    phase: place?.between === true && phase === 'live' ? 'break' : phase,
    period: place?.inning ?? null,
    secondsLeftInPeriod: null,
    secondsElapsedInPeriod: null,
    homeScore: scoreOf('home', teams, runs),
    awayScore: scoreOf('away', teams, runs),
    possession: place?.batting ?? null,
    ...(place === null ? {} : { situation: place.situation }),
  } as const;
  const game = { ids: [id], league: 'mlb', home: teamOf('home', teams), away: teamOf('away', teams) };
  return { kind: 'state', game, state, unknown: fields.unknown, order };
}

function phaseOf(status: Payload): GamePhase {
  const allowed = ABSTRACT.get(status.text('abstractGameState') ?? '');
  const named = PHASES.get(status.text('detailedState')?.split(':')[0]?.trim() ?? '');
  if (allowed === undefined) return status.note('abstractGameState') ?? 'unknown';
  if (named === undefined || !allowed.includes(named)) return status.note('detailedState') ?? 'unknown';
  return named;
}

const HALVES = new Map([
  ['Top', { half: 'top', between: false, batting: 'away' }],
  ['Middle', { half: 'top', between: true, batting: null }],
  ['Bottom', { half: 'bottom', between: false, batting: 'home' }],
  ['End', { half: 'bottom', between: true, batting: null }],
] as const);

/** Where the inning stands. The middle is three outs in the top, the end three in the bottom. */
function placeOf(linescore: Payload | null) {
  const inning = linescore?.count('currentInning') ?? null;
  if (linescore === null || inning === null) return null;
  const word = linescore.text('inningState');
  const half = [...HALVES].find(([name]) => name === word)?.[1] ?? null;
  if (half === null) linescore.note('inningState');
  const between = half?.between ?? false;
  const outs = half === null ? null : between ? 3 : linescore.count('outs');
  const scheduled = linescore.count('scheduledInnings');
  const situation = { kind: 'innings', half: half?.half ?? null, outs, scheduled } as const;
  return { inning, between, batting: half?.batting ?? null, situation };
}

/** Runs of the line score; a schedule without one has the score beside the team. */
const scoreOf = (side: 'home' | 'away', teams: Payload | null, runs: Payload | null): number | null =>
  runs?.part(side)?.count('runs') ?? teams?.part(side)?.count('score') ?? null;

function teamOf(side: 'home' | 'away', teams: Payload | null) {
  const entry = teams?.part(side) ?? null;
  const team = entry?.part('team') ?? entry;
  return { id: team?.text('id') ?? null, name: team?.text('name') ?? null };
}
