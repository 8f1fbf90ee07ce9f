import { micros } from '../../engine/units.js';
import type { FeedReading, StateReading } from '../../strategies/sport/feeds/feed-reading.js';
import type { FeedName } from '../../strategies/sport/feeds/feeds.js';
import { HeardGames } from '../../strategies/sport/feeds/heard-games.js';
import type { SportSpec } from '../../strategies/sport/sport-spec.js';
import type { EventPlace, EventRows } from './event-rows.js';
import type { ImportTask } from './import-format.js';
import type { NoteCounts } from './note-counts.js';
import { sourceFault } from './source-fault.js';

/** Different words of a file that are noted each by itself. */
const WORDS_MAX = 200;

/** A message about a game of the dataset: `place.subject` is the game. */
export interface HeardState {
  readonly feed: FeedName;
  readonly reading: StateReading;
  readonly place: EventPlace;
  readonly spec: SportSpec | null;
}

/** Writes what feeds say of the games of one file: a state a change, with counts of all that was odd or not known. */
export class HeardStates {
  readonly #games = new HeardGames();
  readonly #words = new Set<string>();
  readonly #rows: EventRows;
  readonly #notes: NoteCounts;

  constructor(rows: EventRows, notes: NoteCounts) {
    this.#rows = rows;
    this.#notes = notes;
  }

  /** Notes that a feed lives, as by a heartbeat. */
  alive(feed: FeedName, receivedAt: number): void {
    this.#games.alive(feed, micros(receivedAt));
  }

  /** Takes a message and writes the state that it leads to, if that is another one than before. */
  hear({ feed, reading, place, spec }: HeardState): void {
    for (const { field, value } of reading.unknown)
      this.noteWord(`not known, ${feed} ${plainPath(field)}`, value);
    const game = String(place.subject);
    const change = this.#games.hear({ game, feed, reading, receivedAt: micros(place.localTime), spec });
    for (const flag of change.flags) this.#notes.add(`${flag} (${feed})`);
    for (const what of change.disagreements) this.#notes.add(`feeds disagree about the ${what}`);
    if (change.step === 'older') this.#notes.add(`messages out of order, left out (${feed})`);
    else if (change.state === null) this.#notes.add('messages that change no state');
    if (change.state !== null) this.#rows.gameState({ ...place, state: change.state });
  }

  /** Counts a word by itself while there are not too many of them. */
  noteWord(what: string, value: string): void {
    const word = `${what}: ${value}`;
    if (this.#words.size < WORDS_MAX) this.#words.add(word);
    this.#notes.add(this.#words.has(word) ? word : `${what}: other values`);
  }
}

/** A path without the places in its lists: `events.competitions.status`. */
const plainPath = (field: string): string => field.replaceAll(/\.\d+(?=\.|$)/g, '');

/** A reading that is a state. @throws DATA_COLUMNS for a payload of another shape, with file, row and field. */
export function requireState(task: ImportTask, row: number, reading: FeedReading): StateReading {
  if (reading.kind === 'state') return reading;
  const { field, value, wanted } = reading;
  throw sourceFault('DATA_COLUMNS', 'a payload has another shape', {
    file: task.file,
    row,
    field,
    value,
    hint: `wanted ${wanted}`,
  });
}
