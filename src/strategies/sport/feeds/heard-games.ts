import type { GameState } from '../../../engine/events.js';
import { type Micros, micros } from '../../../engine/units.js';
import type { SportSpec } from '../sport-spec.js';
import type { StateReading } from './feed-reading.js';
import { FEEDS, type FeedName } from './feeds.js';
import { type Followed, followGame, type StateFlag } from './follow-game.js';
import { type Disagreement, mergeStates, type SourceState } from './merge-states.js';

/** A feed that was silent for two minutes is not counted: six polls of twenty seconds, or a dead connection. */
export const STALE_AFTER: Micros = micros(120_000_000);

/** What a message changes. */
export interface HeardChange {
  /** The state of the game by all its feeds; `null` = it is as it was. */
  readonly state: GameState | null;
  /** Whether the message was news of its feed: `same` and `older` ones are not. */
  readonly step: 'same' | 'older' | 'new';
  readonly flags: readonly StateFlag[];
  /** What the feeds disagree about since this message; empty while a disagreement lasts. */
  readonly disagreements: readonly Disagreement[];
}

/** One message of one feed about one game. */
export interface HeardMessage {
  /** Any name of the game that all feeds share. */
  readonly game: string;
  readonly feed: FeedName;
  readonly reading: StateReading;
  readonly receivedAt: Micros;
  readonly spec: SportSpec | null;
}

interface HeardGame {
  readonly feeds: Map<FeedName, Followed & { heardAt: Micros }>;
  state: string;
  disagreements: readonly Disagreement[];
}

const newGame = (): HeardGame => ({ feeds: new Map(), state: '', disagreements: [] });

/** Follows games through all their feeds: messages in the order of their receipt in, one state a game out. */
export class HeardGames {
  readonly #games = new Map<string, HeardGame>();
  /** When each feed was last heard, of any game. */
  readonly #alive = new Map<FeedName, Micros>();

  /** Notes that a feed lives, as by a heartbeat. */
  alive(feed: FeedName, receivedAt: Micros): void {
    this.#alive.set(feed, receivedAt);
  }

  /** Takes a message. */
  hear({ game: name, feed, reading, receivedAt, spec }: HeardMessage): HeardChange {
    this.alive(feed, receivedAt);
    const game = this.#games.get(name) ?? newGame();
    this.#games.set(name, game);
    const step = followGame(game.feeds.get(feed) ?? null, reading);
    game.feeds.set(feed, { ...step.after, heardAt: receivedAt });
    const merged = mergeStates(this.#sourcesOf(game), { now: receivedAt, staleAfter: STALE_AFTER, spec });
    const text = JSON.stringify(merged.state);
    const isChanged = text !== game.state;
    const fresh = merged.disagreements.filter((each) => !game.disagreements.includes(each));
    game.state = text;
    game.disagreements = merged.disagreements;
    return {
      state: isChanged ? merged.state : null,
      step: step.kind,
      flags: step.kind === 'new' ? step.flags : [],
      disagreements: fresh,
    };
  }

  #sourcesOf(game: HeardGame): readonly SourceState[] {
    return [...game.feeds].map(([feed, { state, heardAt }]) => ({
      feed,
      state,
      heardAt: FEEDS[feed].delivery === 'push' ? (this.#alive.get(feed) ?? heardAt) : heardAt,
    }));
  }
}
