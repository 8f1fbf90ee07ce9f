import type { GameState } from '../../../engine/events.js';
import type { StateReading } from './feed-reading.js';

/** What is odd about a new state. A flagged state holds all the same: scores are taken back, clocks put right. */
export type StateFlag = 'score went down' | 'period went back' | 'clock went back' | 'over, then on again';

/** What one feed said last of one game. */
export interface Followed {
  readonly state: GameState;
  /** The feed's own order of it; `null` = it gives none. */
  readonly order: number | null;
}

/**
 * What a message brings: the same again, something older than what is known, or a new state. Without an order of the
 * feed's own a message is as new as it was received.
 */
export type FollowStep =
  | { readonly kind: 'same'; readonly after: Followed }
  | { readonly kind: 'older'; readonly after: Followed }
  | { readonly kind: 'new'; readonly after: Followed; readonly flags: readonly StateFlag[] };

/** Takes one feed's next message of a game. `before` null = the first one. */
export function followGame(before: Followed | null, { state, order }: StateReading): FollowStep {
  if (before === null) return { kind: 'new', after: { state, order }, flags: [] };
  if (order !== null && before.order !== null && order < before.order)
    return { kind: 'older', after: before };
  const after = { state, order: order ?? before.order };
  if (JSON.stringify(state) === JSON.stringify(before.state)) return { kind: 'same', after };
  return { kind: 'new', after, flags: flagsOf(before.state, state) };
}

function flagsOf(before: GameState, after: GameState): readonly StateFlag[] {
  const flags: StateFlag[] = [];
  const samePeriod = before.period !== null && before.period === after.period;
  if (fell(before.homeScore, after.homeScore) || fell(before.awayScore, after.awayScore)) {
    flags.push('score went down');
  }
  if (fell(before.period, after.period)) flags.push('period went back');
  const { secondsLeftInPeriod: left, secondsElapsedInPeriod: elapsed } = after;
  if (
    samePeriod &&
    (fell(left, before.secondsLeftInPeriod) || fell(before.secondsElapsedInPeriod, elapsed))
  ) {
    flags.push('clock went back');
  }
  if (before.phase === 'final' && after.phase !== 'final') flags.push('over, then on again');
  return flags;
}

const fell = (before: number | null, after: number | null): boolean =>
  before !== null && after !== null && after < before;
