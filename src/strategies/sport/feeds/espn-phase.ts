import type { GamePhase } from '../../../engine/events.js';
import type { Payload } from './payload.js';

/** What the names of a status refine. Another name leaves the phase unknown. */
const NAMES: ReadonlyMap<string, GamePhase> = new Map([
  ['STATUS_SCHEDULED', 'scheduled'],
  ...['STATUS_IN_PROGRESS', 'STATUS_IN_PROGRESS_2', 'STATUS_FIRST_HALF', 'STATUS_SECOND_HALF'].map(
    (name) => [name, 'live'] as const,
  ),
  ['STATUS_HALFTIME', 'break'],
  ['STATUS_END_PERIOD', 'break'],
  ['STATUS_OVERTIME', 'overtime'],
  ['STATUS_SHOOTOUT', 'shootout'],
  ...['STATUS_FINAL', 'STATUS_FULL_TIME', 'STATUS_FINAL_PEN', 'STATUS_FINAL_AET', 'STATUS_FORFEIT'].map(
    (name) => [name, 'final'] as const,
  ),
  ['STATUS_WALKOVER', 'final'],
  ['STATUS_CANCELED', 'cancelled'],
  ['STATUS_POSTPONED', 'postponed'],
  ['STATUS_DELAYED', 'delayed'],
  ['STATUS_RAIN_DELAY', 'delayed'],
  ['STATUS_SUSPENDED', 'suspended'],
]);

/** Phases that may stand under each state, the plain one first. */
const STATES: ReadonlyMap<string, readonly [GamePhase, ...GamePhase[]]> = new Map([
  ['pre', ['scheduled', 'postponed', 'cancelled', 'delayed', 'suspended']],
  ['in', ['live', 'break', 'overtime', 'shootout', 'delayed', 'suspended']],
  ['post', ['final', 'postponed', 'cancelled', 'suspended']],
]);

/**
 * Phase by state and completion first, by name second: a name of another state is noted and the plain phase of the
 * state stands, as the feed is known to contradict itself. A word that is not known leaves the phase unknown.
 */
export function espnPhase(type: Payload): GamePhase {
  const allowed = STATES.get(type.text('state') ?? '');
  if (allowed === undefined) return type.note('state') ?? 'unknown';
  const named = NAMES.get(type.text('name') ?? '');
  if (named === undefined) return type.note('name') ?? 'unknown';
  const isOver = allowed[0] === 'final';
  if (isOver && named === 'final' && type.flag('completed') === false)
    return type.note('completed') ?? 'unknown';
  if (allowed.includes(named)) return named;
  type.note('name');
  return isOver && type.flag('completed') !== true ? 'unknown' : allowed[0];
}
