import type { GameState } from '../../engine/events.js';
import type { ClockSpec, SportSpec } from './sport-spec.js';

/** How far a game has come, by its own clock. */
export interface Progress {
  /** Whether `fraction`, `remaining` and `secondsRemaining` are known; they are null together. */
  readonly known: boolean;
  /** Part of regulation that was played, 0..1. */
  readonly fraction: number | null;
  /** Part of regulation that is left, 0..1: one division, so that a value on a step is exactly on it. */
  readonly remaining: number | null;
  /** Seconds of play to expect until the end of regulation, added time included; 0 in overtime. */
  readonly secondsRemaining: number | null;
  /** `q1`.. `h1`.. `p1`.. or `ot`; `null` = not being played, or not known. */
  readonly segment: string | null;
  readonly isOvertime: boolean;
}

/** The shortest added time to expect while added time is being played and its length is not known. */
const LEAST_ADDED_SECONDS = 60;

const unknown = (segment: string | null, isOvertime = false): Progress => ({
  known: false,
  fraction: null,
  remaining: null,
  secondsRemaining: null,
  segment,
  isOvertime,
});

const over = (segment: string | null, isOvertime: boolean): Progress => ({
  known: true,
  fraction: 1,
  remaining: 0,
  secondsRemaining: 0,
  segment,
  isOvertime,
});

/**
 * Progress of a game by its league's rules. Total: it answers for every state, and what the state does not
 * say stays unknown. `0:00` of a period is the start of the next one, a clock longer than its period is the
 * full period, and overtime counts as no time left.
 */
export function progress(spec: SportSpec, state: GameState): Progress {
  const period = periodOf(state);
  const pastRegulation = period !== null && period > spec.periods;
  switch (state.phase) {
    case 'scheduled':
      return clockProgress(spec, 0, 0, null);
    case 'final':
      return over(null, pastRegulation);
    case 'overtime':
    case 'shootout':
      return over('ot', true);
    case 'live':
    case 'break':
    case 'delayed':
    case 'suspended':
      if (pastRegulation) return over('ot', true);
      return period === null ? unknown(null) : inRegulation(spec, state, period);
    case 'postponed':
    case 'cancelled':
    case 'unknown':
      return unknown(null);
  }
}

function periodOf(state: GameState): number | null {
  const { period } = state;
  return period !== null && Number.isInteger(period) && period >= 1 ? period : null;
}

function inRegulation(spec: ClockSpec, state: GameState, period: number): Progress {
  const played = secondsPlayed(spec, state);
  if (played === null) return unknown(segmentOf(spec, period));
  const ended = played >= spec.periodSeconds && (spec.clock === 'down' || state.phase === 'break');
  if (!ended) return clockProgress(spec, period - 1, played, segmentOf(spec, period));
  return clockProgress(spec, period, 0, segmentOf(spec, Math.min(period + 1, spec.periods)));
}

const segmentOf = (spec: ClockSpec, period: number): string => `${spec.segment}${period}`;

/** Seconds played in the period by whichever clock the feed gave; the league's own clock goes first. */
function secondsPlayed(spec: ClockSpec, state: GameState): number | null {
  const left = secondsOf(state.secondsLeftInPeriod);
  const elapsed = secondsOf(state.secondsElapsedInPeriod);
  const fromLeft = left === null ? null : spec.periodSeconds - Math.min(left, spec.periodSeconds);
  return spec.clock === 'down' ? (fromLeft ?? elapsed) : (elapsed ?? fromLeft);
}

const secondsOf = (value: number | null): number | null =>
  value !== null && Number.isFinite(value) && value >= 0 ? value : null;

/** After `whole` periods and `played` seconds of the next one. */
function clockProgress(spec: ClockSpec, whole: number, played: number, segment: string | null): Progress {
  const total = spec.periods * spec.periodSeconds;
  const elapsed = whole * spec.periodSeconds + Math.min(played, spec.periodSeconds);
  return {
    known: true,
    fraction: elapsed / total,
    remaining: (total - elapsed) / total,
    secondsRemaining: total - elapsed + addedRemaining(spec, whole, played),
    segment,
    isOvertime: false,
  };
}

function addedRemaining(spec: ClockSpec, whole: number, played: number): number {
  let seconds = 0;
  for (let index = whole; index < spec.addedSeconds.length; index += 1) {
    seconds += spec.addedSeconds[index] ?? 0;
  }
  const beyond = played - spec.periodSeconds;
  const expected = spec.addedSeconds[whole] ?? 0;
  return beyond > 0 ? seconds - expected + Math.max(expected - beyond, LEAST_ADDED_SECONDS) : seconds;
}
