import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Feed, FeedGame, FeedHints } from '../../../strategies/sport/feeds/feed-reading.js';
import { FEEDS, type FeedName } from '../../../strategies/sport/feeds/feeds.js';
import { IMPORT_SQL } from '../../sql/import-sql.js';
import { EventRows } from '../event-rows.js';
import { HeardStates, requireState } from '../heard-states.js';
import { importFiles } from '../import-files.js';
import type { ImportedFile, ImportFormat, ImportTask, WantedFile } from '../import-format.js';
import { readJsonLines } from '../json-lines.js';
import { NoteCounts } from '../note-counts.js';
import { RecordingClock } from '../recording-clock.js';
import { sourceFault } from '../source-fault.js';
import { GAME_LIST, type GameLinks, openGameLinks, readGameList, specOfGame } from './game-links.js';
import { type RecordedLine, readRecordedLine } from './recorded-line.js';

/** Counted up when the same recording would be read to other states. Part of the names, and so of the manifest. */
const VERSION = 1;

const named = (file: WantedFile): WantedFile => ({ ...file, name: `game-states@${VERSION}/${file.name}` });

function wantedFiles(path: string): readonly WantedFile[] {
  const recordings = importFiles(path, ['.jsonl', '.jsonl.gz'], 'quotes');
  const list = join(recordings[0]?.path === path ? dirname(path) : path, GAME_LIST);
  const lists = existsSync(list) ? [{ name: basename(list), path: list, role: 'markets' } as const] : [];
  return [...lists, ...recordings].map(named);
}

/** Follows one recording. */
class Recording {
  readonly #task: ImportTask;
  readonly #links: GameLinks;
  readonly #notes: NoteCounts;
  readonly #states: HeardStates;
  readonly #feeds = new Map<FeedName, Feed>();
  /** Games that the recording says something about, by number: the first time. */
  readonly #spoken = new Map<number, number>();

  constructor(task: ImportTask, { links, notes, rows }: RecordingParts) {
    this.#task = task;
    this.#links = links;
    this.#notes = notes;
    this.#states = new HeardStates(rows, notes);
  }

  /** First time of every game that was spoken of. */
  get spoken(): ReadonlyMap<number, number> {
    return this.#spoken;
  }

  read(row: number, { feed, message }: RecordedLine, localTime: number): void {
    this.#states.alive(feed, localTime);
    if (message.kind === 'heartbeat') this.#notes.add('heartbeats');
    else this.#readPayload({ row, feed, localTime, payload: message.payload });
  }

  #readPayload({ row, feed, localTime, payload }: PayloadPlace): void {
    const hintsOf = (game: FeedGame): FeedHints => {
      const { scoreOrder = null, teams = null } = this.#links.find(feed, game) ?? {};
      return { scoreOrder, teams };
    };
    for (const each of this.#feedOf(feed).read(payload, hintsOf)) {
      const reading = requireState(this.#task, row, each);
      const game = this.#links.find(feed, reading.game);
      if (game === null) {
        this.#states.noteWord(`not in the dataset, ${feed}`, labelOf(reading.game));
        continue;
      }
      const { subject } = game;
      if (!this.#spoken.has(subject)) this.#spoken.set(subject, localTime);
      const place = { row, subject, localTime, venueTime: localTime };
      this.#states.hear({ feed, reading, place, spec: specOfGame(game, reading.game) });
    }
  }

  #feedOf(name: FeedName): Feed {
    const feed = this.#feeds.get(name) ?? FEEDS[name].open();
    this.#feeds.set(name, feed);
    return feed;
  }
}

interface PayloadPlace {
  readonly row: number;
  readonly feed: FeedName;
  readonly localTime: number;
  readonly payload: unknown;
}

interface RecordingParts {
  readonly links: GameLinks;
  readonly notes: NoteCounts;
  readonly rows: EventRows;
}

/** A game as a person can find it: the number that the list needs, and the sides. */
const labelOf = ({ ids, home, away }: FeedGame): string =>
  home.name === null && away.name === null
    ? (ids[0] ?? '')
    : `${ids[0] ?? ''} (${home.name ?? '?'}, ${away.name ?? '?'})`;

/** Feeds are merged within one recording. States of one game in two that overlap would only replace each other. */
async function refuseOverlap(
  task: ImportTask,
  spoken: ReadonlyMap<number, number>,
  until: number,
): Promise<void> {
  const { store, datasetId, fileId, file } = task;
  for (const row of await store.rows(IMPORT_SQL.statesOfOthers, [datasetId, fileId])) {
    const from = spoken.get(row.integer('game_id'));
    if (from === undefined || row.integer('last') < from || row.integer('first') > until) continue;
    throw sourceFault('DATA_TIME', 'another recording holds states of the same game at the same time', {
      file,
      row: 1,
      field: 'game',
      value: row.text('id'),
      hint: 'put the lines of both in one file, in the order of their receipt: feeds of one file are merged',
    });
  }
}

async function importRecording(task: ImportTask): Promise<ImportedFile> {
  const notes = new NoteCounts();
  const rows = new EventRows(task);
  const recording = new Recording(task, { links: await openGameLinks(task), notes, rows });
  const clock = new RecordingClock(task, 'received_at');
  let count = 0;
  let localTime = 0;
  for await (const line of readJsonLines(task)) {
    const recorded = readRecordedLine(task, line);
    localTime = clock.at(line.row, recorded.receivedAt);
    recording.read(line.row, recorded, localTime);
    count += 1;
    await rows.flushIfFull();
  }
  await rows.flush();
  await refuseOverlap(task, recording.spoken, localTime);
  return { rows: count, notes: notes.record() };
}

/**
 * Recordings of game-state feeds for the games of a dataset that is there: JSON lines in the order of their receipt,
 * `{"received_at": "2026-01-11T18:00:00.123Z", "feed": "espn", "payload": ...}`. Feeds of one file are merged. A game
 * is found by its id or slug, or by the list `games.csv` beside the recording.
 */
export const gameStates: ImportFormat = {
  name: 'game-states',
  description: `recordings of game-state feeds, added to the dataset of the games: .jsonl, and ${GAME_LIST} where ids differ`,
  venue: 'polymarket',
  version: VERSION,
  joins: true,
  wantedFiles,
  importFile: async (task) =>
    task.file.role === 'markets'
      ? { rows: (await readGameList(task, task.file)).rows, notes: {} }
      : importRecording(task),
};
