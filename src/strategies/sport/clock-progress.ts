import type { GameState } from '../../engine/events.js';
import { countOf, type Progress, periodOf, unknownProgress } from './progress-values.js';
import type { ClockRules, RoundsRules } from './regulation.js';
import type { SportSpec } from './sport-spec.js';

/** The shortest added time to expect while added time is being played and its length is not known. */
const LEAST_ADDED_SECONDS = 60;

/** Progress in regulation by the clock. `wallMinutes` `null` = the clock runs through, breaks apart. */
export function clockProgress(rules: ClockRules, state: GameState, wallMinutes: number | null): Progress {
  const period = periodOf(state);
  if (period === null || period > rules.periods) return unknownProgress(null);
  const played = secondsPlayed(rules, state);
  if (played === null) return unknownProgress(segmentOf(rules, period));
  const isEnd = rules.addedSeconds.length === 0 || state.phase === 'break';
  const ended = isEnd && played >= rules.periodSeconds;
  const at = ended ? { whole: period, played: 0 } : { whole: period - 1, played };
  const segment = segmentOf(rules, Math.min(at.whole + 1, rules.periods));
  return progressAt(rules, { ...at, segment, wallMinutes });
}

/** Progress of a game that has not begun. */
export const clockStart = (rules: ClockRules, wallMinutes: number | null): Progress =>
  progressAt(rules, { whole: 0, played: 0, segment: null, wallMinutes });

/** The clock of a fight, whose length its situation may say; `null` = the length is not known. */
export function roundsAsClock(rules: RoundsRules, { situation }: GameState): ClockRules | null {
  const said = situation?.kind === 'rounds' ? countOf(situation.scheduled, 1) : null;
  const periods = said ?? rules.periods;
  if (periods === null) return null;
  return {
    kind: 'clock',
    periods,
    periodSeconds: rules.periodSeconds,
    clock: 'down',
    segment: 'r',
    addedSeconds: [],
    breakSeconds: Array.from({ length: periods - 1 }, () => rules.breakSeconds),
  };
}

/**
 * Wall seconds to expect of an overtime that only its clock ends, until the end of its last period; `null` = the
 * next score may end it, or its clock is not known.
 */
export function overtimeSeconds(spec: SportSpec, state: GameState): number | null {
  const period = periodOf(state);
  if (spec.kind !== 'clock' || state.phase === 'shootout' || period === null) return null;
  const { overtime } = spec;
  if (overtime.kind !== 'timed' || overtime.ends !== 'clock' || period <= spec.periods) return null;
  const played = secondsPlayed({ clock: spec.clock, periodSeconds: overtime.seconds }, state);
  if (played === null) return null;
  const index = (period - spec.periods - 1) % overtime.periods;
  const left = (overtime.periods - index) * overtime.seconds - Math.min(played, overtime.seconds);
  return left * paceOf(spec, spec.wallMinutes);
}

const segmentOf = (rules: ClockRules, period: number): string => `${rules.segment}${period}`;

/** Seconds played in the period by whichever clock the feed gave; the league's own clock goes first. */
function secondsPlayed(
  { clock, periodSeconds }: Pick<ClockRules, 'clock' | 'periodSeconds'>,
  state: GameState,
): number | null {
  const left = secondsOf(state.secondsLeftInPeriod);
  const elapsed = secondsOf(state.secondsElapsedInPeriod);
  const fromLeft = left === null ? null : periodSeconds - Math.min(left, periodSeconds);
  return clock === 'down' ? (fromLeft ?? elapsed) : (elapsed ?? fromLeft);
}

const secondsOf = (value: number | null): number | null =>
  value !== null && Number.isFinite(value) && value >= 0 ? value : null;

/** An instant of regulation: whole periods over, and seconds of the next one. */
interface ClockInstant {
  readonly whole: number;
  readonly played: number;
  readonly segment: string | null;
  readonly wallMinutes: number | null;
}

function progressAt(rules: ClockRules, instant: ClockInstant): Progress {
  const { whole, played, segment } = instant;
  const total = rules.periods * rules.periodSeconds;
  const elapsed = whole * rules.periodSeconds + Math.min(played, rules.periodSeconds);
  const secondsRemaining = total - elapsed + addedRemaining(rules, whole, played);
  return {
    known: true,
    fraction: elapsed / total,
    remaining: (total - elapsed) / total,
    secondsRemaining,
    etaWallSeconds: secondsRemaining * paceOf(rules, instant.wallMinutes) + breaksRemaining(rules, instant),
    segment,
    isOvertime: false,
  };
}

function addedRemaining(rules: ClockRules, whole: number, played: number): number {
  const expected = rules.addedSeconds[whole];
  if (expected === undefined) return 0;
  const beyond = played - rules.periodSeconds;
  const later = sum(rules.addedSeconds.slice(whole + 1));
  return later + (beyond > 0 ? Math.max(expected - beyond, LEAST_ADDED_SECONDS) : expected);
}

/** The breaks to come; between two periods half of the one that is on, which is what is left of it on average. */
function breaksRemaining({ breakSeconds }: ClockRules, { whole, played }: ClockInstant): number {
  const current = played === 0 ? (breakSeconds[whole - 1] ?? 0) : 0;
  return sum(breakSeconds.slice(whole)) + current / 2;
}

/** Wall seconds that a second of the clock takes, breaks apart: the clock stops, and never runs ahead. */
function paceOf(rules: ClockRules, wallMinutes: number | null): number {
  if (wallMinutes === null) return 1;
  const onClock = rules.periods * rules.periodSeconds + sum(rules.addedSeconds);
  return Math.max(1, (wallMinutes * 60 - sum(rules.breakSeconds)) / onClock);
}

function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
