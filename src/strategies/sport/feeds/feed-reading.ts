import type { GameState } from '../../../engine/events.js';

/** A word or number of a feed that has no meaning here. It leaves its field unknown and is counted, never guessed. */
export interface UnknownWord {
  /** Path within the payload. */
  readonly field: string;
  readonly value: string;
}

/** A side as the feed names it. */
export interface FeedTeam {
  readonly id: string | null;
  readonly name: string | null;
}

/** The game that a message speaks of, as the feed names it. */
export interface FeedGame {
  /** What the feed identifies it by, the surest first; at least one. */
  readonly ids: readonly string[];
  /** Code of a league with rules; `null` = not said, or not known here. */
  readonly league: string | null;
  readonly home: FeedTeam;
  readonly away: FeedTeam;
}

/** A state of one game. */
export interface StateReading {
  readonly kind: 'state';
  readonly game: FeedGame;
  readonly state: GameState;
  readonly unknown: readonly UnknownWord[];
  /** Place in the feed's own order, which only rises through a game; `null` = the feed gives none. */
  readonly order: number | null;
}

/** A payload, or a part of one, that is not what the feed sends. */
export interface FaultReading {
  readonly kind: 'fault';
  readonly field: string;
  readonly value: string;
  readonly wanted: string;
}

/** What a payload says of one game. */
export type FeedReading = StateReading | FaultReading;

/** What the reader of a feed may know beside the payload. */
export interface FeedHints {
  /** Which team a score names first; `null` = not known, and then only level scores are read. */
  readonly scoreOrder: ScoreOrder | null;
  /** Ids of the two teams, where payloads name them by ids alone; left out or `null` = not known. */
  readonly teams?: { readonly home: string; readonly away: string } | null;
}

/** Order of the two numbers of a score. */
export type ScoreOrder = 'home-away' | 'away-home';

/** One connection to a feed, or one recording of it: payloads in the order in which they came. */
export interface Feed {
  /** Never throws: a payload of another shape is a fault. */
  read(payload: unknown, hintsOf?: (game: FeedGame) => FeedHints): readonly FeedReading[];
}

/** Nothing is known of a game. */
export const NOTHING_KNOWN: GameState = {
  phase: 'unknown',
  period: null,
  secondsLeftInPeriod: null,
  secondsElapsedInPeriod: null,
  homeScore: null,
  awayScore: null,
  possession: null,
};

/** Nothing is known of a side. */
export const NO_TEAM: FeedTeam = { id: null, name: null };

/** Nothing is known beside the payload. */
export const NO_HINTS = (_game: FeedGame): FeedHints => ({ scoreOrder: null });
