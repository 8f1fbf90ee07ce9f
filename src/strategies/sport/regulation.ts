/**
 * A game of timed periods.
 *
 * @example { kind: 'clock', periods: 4, periodSeconds: 720, clock: 'down', segment: 'q', addedSeconds: [],
 *   breakSeconds: [130, 900, 130] }
 */
export interface ClockRules {
  readonly kind: 'clock';
  /** Periods of regulation; what is played after them is overtime. */
  readonly periods: number;
  readonly periodSeconds: number;
  /** Which way the clock runs that the game is officiated by. */
  readonly clock: 'down' | 'up';
  /** Letter of a segment's name: quarter, half, period, round. */
  readonly segment: 'q' | 'h' | 'p' | 'r';
  /** Added time to expect in each period, length `periods`; empty where the clock is stopped instead. */
  readonly addedSeconds: readonly number[];
  /** Break after each period but the last, length `periods - 1`. */
  readonly breakSeconds: readonly number[];
}

/** Baseball: `periods` innings of six outs. */
export interface InningsRules {
  readonly kind: 'innings';
  readonly periods: number;
}

/** A match of sets. */
export interface SetsRules {
  readonly kind: 'sets';
  readonly periods: null;
  /** `null` = the event decides, and the feed has to say it. */
  readonly bestOf: number | null;
  /** Games, or points, that win a set. */
  readonly toWin: number;
  /** The same for the deciding set. */
  readonly toWinLast: number;
  /** Wall minutes of one set, its breaks included. */
  readonly setMinutes: number;
}

/** A fight; `periods` null = the bout decides, and the feed has to say it. */
export interface RoundsRules {
  readonly kind: 'rounds';
  readonly periods: number | null;
  readonly periodSeconds: number;
  readonly breakSeconds: number;
}

/** What measures the way through one map. */
export type MapMeasure =
  | { readonly by: 'rounds'; readonly toWin: number }
  | { readonly by: 'clock'; readonly expectedSeconds: number }
  /** Maps of one match are played by different rules. */
  | { readonly by: 'nothing' };

/** Esports: a series of maps; how many, the feed says. An even number of them is played to the end. */
export interface MapsRules {
  readonly kind: 'maps';
  readonly periods: null;
  readonly measure: MapMeasure;
  /** Wall minutes of one map, its draft and break included. */
  readonly mapMinutes: number;
}

/** Cricket: `periods` innings of so many balls; `balls` null = an innings has no length. */
export interface OversRules {
  readonly kind: 'overs';
  readonly periods: number;
  readonly balls: number | null;
}

/** Golf: rounds of 18 holes; `periods` null = the event decides, and the feed has to say it. */
export interface HolesRules {
  readonly kind: 'holes';
  readonly periods: number | null;
}

/** A race over laps, whose number the feed says. */
export interface LapsRules {
  readonly kind: 'laps';
  readonly periods: null;
}

/** How a sport is divided in regulation. */
export type Regulation =
  | ClockRules
  | InningsRules
  | SetsRules
  | RoundsRules
  | MapsRules
  | OversRules
  | HolesRules
  | LapsRules;
