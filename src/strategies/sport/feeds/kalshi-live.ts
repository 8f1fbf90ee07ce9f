import type { GamePhase, GameState } from '../../../engine/events.js';
import { type FeedGame, type FeedHints, type FeedReading, NO_HINTS, NO_TEAM } from './feed-reading.js';
import { kalshiPlay, typeOf } from './kalshi-play.js';
import { eachOf, faultAt, Payload } from './payload.js';

/** `widget_status`; another word leaves the phase unknown. */
const WIDGET: ReadonlyMap<string, GamePhase> = new Map([
  ['none', 'scheduled'],
  ['pre', 'scheduled'],
  ['live', 'live'],
  ['finished', 'final'],
  ['final', 'final'],
]);

/** `status`, the vendor's word. */
const STATUS: ReadonlyMap<string, GamePhase> = new Map([
  ['inprogress', 'live'],
  ['halftime', 'break'],
  ['complete', 'final'],
  ['closed', 'final'],
  ['ended', 'final'],
  ['created', 'scheduled'],
  ['delayed', 'delayed'],
]);

/** Kalshi GET /live_data/milestone/{id} and /live_data/batch. The details are not documented. */
export function readKalshiLive(payload: unknown, hintsOf = NO_HINTS): readonly FeedReading[] {
  const answer = Payload.of(payload);
  if (answer === null) return [faultAt('', payload, 'an object')];
  const one = answer.part('live_data');
  const read = (record: Payload) => [readRecord(record, hintsOf)];
  return one === null ? eachOf(answer, 'live_datas', read) : read(one);
}

function readRecord(fields: Payload, hintsOf: (game: FeedGame) => FeedHints): FeedReading {
  const id = fields.text('milestone_id');
  const details = fields.part('details');
  if (id === null) return faultAt(fields.pathOf('milestone_id'), fields.raw('milestone_id'), 'a milestone');
  if (details === null)
    return faultAt(fields.pathOf('details'), fields.raw('details'), 'the details of a game');
  const type = typeOf(fields.text('type') ?? '') ?? fields.note('type');
  const phase = phaseOf(details);
  const game = { ids: [id], league: null, home: NO_TEAM, away: NO_TEAM };
  const teams = hintsOf(game).teams ?? null;
  const isKnown = type !== null && phase !== 'scheduled' && phase !== 'unknown';
  const state: GameState = {
    phase,
    period: null,
    secondsLeftInPeriod: null,
    secondsElapsedInPeriod: null,
    homeScore: null,
    awayScore: null,
    possession: null,
    ...(isKnown ? kalshiPlay(type, details, { phase, teams }) : {}),
  };
  return { kind: 'state', game, state, unknown: fields.unknown, order: null };
}

/** The vendor's word where it is there, within what the widget says; the two have to agree. */
function phaseOf(details: Payload): GamePhase {
  const widget = WIDGET.get(details.text('widget_status') ?? '');
  if (widget === undefined) return details.note('widget_status') ?? 'unknown';
  const word = details.text('status');
  if (word === null) return widget;
  const status = STATUS.get(word.toLowerCase().replaceAll(/[ _-]/g, ''));
  if (status === undefined) return details.note('status') ?? 'unknown';
  const isInPlay = status === 'live' || status === 'break' || status === 'delayed';
  const agrees =
    widget === 'live' ? isInPlay : status === widget || (widget === 'scheduled' && status === 'delayed');
  return agrees
    ? status
    : (details.note('status', `${word} with widget_status ${details.text('widget_status')}`) ?? 'unknown');
}
