/** A count for each side. */
export interface SideCounts {
  readonly home: number;
  readonly away: number;
}

/** Baseball: the inning is the state's `period`. Three outs in the top are the middle of the inning. */
export interface InningsSituation {
  readonly kind: 'innings';
  readonly half: 'top' | 'bottom' | null;
  /** Outs of this half, 0..3. */
  readonly outs: number | null;
  /** Innings that this game is scheduled for; `null` = not said, the league's rule holds. */
  readonly scheduled: number | null;
}

/** Tennis and other games of sets. */
export interface SetsSituation {
  readonly kind: 'sets';
  readonly sets: SideCounts | null;
  /** Games of the set that is being played; points, where a set is counted in points. */
  readonly games: SideCounts | null;
  readonly bestOf: number | null;
}

/** A fight: the round is the state's `period`, its clock the state's clock. */
export interface RoundsSituation {
  readonly kind: 'rounds';
  readonly scheduled: number | null;
}

/** Esports: a clock of the map, where there is one, is the state's `secondsElapsedInPeriod`. */
export interface MapsSituation {
  readonly kind: 'maps';
  readonly won: SideCounts | null;
  /** Rounds won on the map that is being played; `null` = not said, or the map has no rounds. */
  readonly rounds: SideCounts | null;
  readonly bestOf: number | null;
}

/** Cricket: the innings is the state's `period`. "10.3" overs are 63 balls. */
export interface OversSituation {
  readonly kind: 'overs';
  /** Balls bowled in this innings. */
  readonly balls: number | null;
  /** Balls of an innings after a reduction; `null` = not said, the league's rule holds. */
  readonly ballsPerInnings: number | null;
}

/** Golf: the round is the state's `period`. */
export interface HolesSituation {
  readonly kind: 'holes';
  /** Holes played in this round, 0..18. */
  readonly holes: number | null;
  /** Rounds of the event; `null` = not said, the tour's rule holds. */
  readonly rounds: number | null;
}

/** Racing, by the leader. */
export interface LapsSituation {
  readonly kind: 'laps';
  /** Laps completed. */
  readonly lap: number | null;
  readonly laps: number | null;
}

/** Gridiron: the ball of the side in `possession`. Field games have a clock beside it. */
export interface DriveSituation {
  readonly kind: 'drive';
  /** 1..4; `null` = not said, or between plays. */
  readonly down: number | null;
  /** Yards to a first down. */
  readonly distance: number | null;
  /** Yards to the goal that the side with the ball attacks, 0..100. */
  readonly yardsToGoal: number | null;
}

/**
 * Where a game stands beyond clock and score. Except for a drive, the kind is the kind of the league's `SportSpec`; what the feed does
 * not say is `null`, never a default.
 */
export type GameSituation =
  | InningsSituation
  | SetsSituation
  | RoundsSituation
  | MapsSituation
  | OversSituation
  | HolesSituation
  | LapsSituation
  | DriveSituation;
