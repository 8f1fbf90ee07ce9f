import type { GameState } from '../../../engine/events.js';
import type { ClockRules } from '../regulation.js';
import type { SportSpec } from '../sport-spec.js';
import type { MinuteText } from './clock-text.js';

/** The clock of a state. */
export type PeriodClock = Pick<GameState, 'secondsLeftInPeriod' | 'secondsElapsedInPeriod'>;

/** No clock is known. */
export const NO_CLOCK: PeriodClock = { secondsLeftInPeriod: null, secondsElapsedInPeriod: null };
/** The period is over: of whichever clock, nothing is left. */
export const PERIOD_OVER: PeriodClock = { secondsLeftInPeriod: 0, secondsElapsedInPeriod: null };

/** So many seconds are left in the period. */
export const secondsLeft = (seconds: number | null): PeriodClock => ({
  ...NO_CLOCK,
  secondsLeftInPeriod: seconds,
});
/** So many seconds of the period were played. */
export const secondsElapsed = (seconds: number | null): PeriodClock => ({
  ...NO_CLOCK,
  secondsElapsedInPeriod: seconds,
});

/** Seconds from the start of the game to that of a period, extra time included; `null` = it has no start time. */
export function startOfPeriod(rules: SportSpec & ClockRules, period: number): number | null {
  const regular = Math.min(period - 1, rules.periods) * rules.periodSeconds;
  if (period <= rules.periods) return regular;
  const { overtime } = rules;
  return overtime.kind === 'timed' ? regular + (period - rules.periods - 1) * overtime.seconds : null;
}

/**
 * The clock of the period from the minute of the game. Added minutes come on top. `null` = the minute cannot stand
 * in the period.
 */
export function clockOfMinute(
  rules: SportSpec & ClockRules,
  period: number,
  { minute, added }: MinuteText,
): PeriodClock | null {
  const start = startOfPeriod(rules, period);
  const elapsed = start === null ? -1 : (minute + added) * 60 - start;
  return elapsed < 0 ? null : secondsElapsed(elapsed);
}

/** What is being played, by the period's place: past regulation it is overtime. */
export const phaseOfPeriod = (period: number | null, regulation: number | null): 'live' | 'overtime' =>
  period !== null && regulation !== null && period > regulation ? 'overtime' : 'live';
