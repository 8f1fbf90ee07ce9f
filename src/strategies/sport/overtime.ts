/** Extra periods on a clock. */
export interface TimedOvertime {
  readonly kind: 'timed';
  readonly seconds: number;
  /** Periods of one overtime, played one after another. */
  readonly periods: number;
  /** What ends it: its clock, the next score, or a score once the first drive or both drives are over. */
  readonly ends: 'clock' | 'score' | 'score-after-first-drive' | 'score-after-both-drives';
  /** What follows where it is still level: the same again, a shootout, sudden death, or a draw. */
  readonly ifLevel: 'again' | 'shootout' | 'sudden-death' | 'draw';
}

/** Extra innings. */
export interface ExtraInnings {
  readonly kind: 'innings';
  /** Last inning that is played; `null` = until it is decided. */
  readonly last: number | null;
  /** Whether each extra half-inning starts with a runner on second base. */
  readonly runnerOnSecond: boolean;
}

/** What is played on without a clock. */
export interface UntimedOvertime {
  readonly kind: 'untimed';
  readonly form:
    | 'possessions'
    | 'conversions'
    | 'target-score'
    | 'penalties'
    | 'next-goal'
    | 'super-over'
    | 'tie-break'
    | 'extra-rounds'
    | 'extra-holes'
    | 'extra-laps';
}

/** What follows a level score at the end of regulation. */
export type Overtime = TimedOvertime | ExtraInnings | UntimedOvertime | { readonly kind: 'none' };

/** Nothing follows. */
export const NO_OVERTIME: Overtime = { kind: 'none' };

/** An overtime of one period that its clock ends, and another one where it is still level. */
export const untilDecided = (seconds: number): Overtime => ({
  kind: 'timed',
  seconds,
  periods: 1,
  ends: 'clock',
  ifLevel: 'again',
});

/** An overtime without a clock. */
export const untimed = (form: UntimedOvertime['form']): Overtime => ({ kind: 'untimed', form });
