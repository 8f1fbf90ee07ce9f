import type { GamePhase, GameState } from '../../../engine/events.js';
import { MICROS_PER_MILLISECOND } from '../../../engine/units.js';
import { IMPORT_SQL } from '../../sql/import-sql.js';
import { EventRows } from '../event-rows.js';
import { type GrowingCatalog, openCatalog } from '../grow-catalog.js';
import type { ImportedFile, ImportTask } from '../import-format.js';
import { readJsonLines } from '../json-lines.js';
import { NoteCounts } from '../note-counts.js';
import { gameIdOf, slugOf } from './market-state.js';
import { StreamClock } from './stream-clock.js';
import { readScoreMessage, type ScoreChange } from './stream-message.js';

/** What the fixture's status says of the game; any other word is `unknown` and counted. */
const PHASES: ReadonlyMap<string, GamePhase> = new Map([
  ['PRE_MATCH', 'scheduled'],
  ['IN_RUNNING', 'live'],
  ['FINISHED', 'final'],
]);

/** Words that say what happens on the pitch and change no phase. */
const WITHIN_PLAY = new Set([
  ...[
    'MATCH_SCHEDULED',
    'MATCH_STABLE',
    'BALL_IN_PROGRESS',
    'POSSIBLE_WICKET',
    'RUNS_LIKELY',
    'UMPIRE_REVIEW',
  ],
  ...['DATA_ASSEMBLY_ISSUE', 'MATCH_COMPLETE', 'EVENT_CLOSED'],
]);

interface Fixture {
  state: GameState;
  home: string | null;
  away: string | null;
}

const NOTHING_KNOWN: GameState = {
  phase: 'unknown',
  period: null,
  secondsLeftInPeriod: null,
  secondsElapsedInPeriod: null,
  homeScore: null,
  awayScore: null,
  possession: null,
};

/** What a change adds to a fixture. A field that the feed leaves out stays as it was. */
function follow(fixture: Fixture, change: ScoreChange, notes: NoteCounts): void {
  const info = change.fixtureInfo;
  fixture.home = info?.homeTeam ?? change.homeTeam?.name ?? fixture.home;
  fixture.away = info?.awayTeam ?? change.awayTeam?.name ?? fixture.away;
  let { phase } = fixture.state;
  if (info?.fixtureStatus !== undefined) {
    phase = PHASES.get(info.fixtureStatus) ?? 'unknown';
    if (!PHASES.has(info.fixtureStatus)) notes.add(`fixture status not known: ${info.fixtureStatus}`);
  }
  if (info?.eventStatus !== undefined && !WITHIN_PLAY.has(info.eventStatus)) {
    notes.add(`event status not known: ${info.eventStatus}`);
  }
  fixture.state = { ...fixture.state, phase, ...playOf(fixture, change) };
}

/** Innings and runs; the team at bat has the ball in play. */
function playOf(fixture: Fixture, change: ScoreChange): Partial<GameState> {
  const stats = change.matchStats;
  if (stats === undefined) return {};
  const innings = stats.inningsStats ?? [];
  const runsOf = (team: string | null): number | null => {
    const own = innings.filter((each) => team !== null && each.battingTeam === team);
    return own.length === 0 ? null : own.reduce((sum, each) => sum + each.inningsRuns, 0);
  };
  const batting = innings.find((each) => each.inningsNum === stats.currentInnings)?.battingTeam ?? null;
  const possession =
    batting === null ? null : batting === fixture.home ? 'home' : batting === fixture.away ? 'away' : null;
  return {
    period: stats.currentInnings ?? null,
    homeScore: runsOf(fixture.home),
    awayScore: runsOf(fixture.away),
    possession,
  };
}

/** Tells the markets of the two teams which side they are, and their names. */
async function nameSides(task: ImportTask, catalog: GrowingCatalog, change: ScoreChange): Promise<void> {
  for (const [side, team] of [
    ['home', change.homeTeam],
    ['away', change.awayTeam],
  ] as const) {
    if (team === undefined) continue;
    for (const slug of catalog.markets.keys()) {
      if (!slug.endsWith(slugOf('', String(team.selectionId)))) continue;
      await task.store.run(IMPORT_SQL.nameSide, [side, team.name, task.datasetId, slug]);
    }
  }
}

/**
 * Imports one file of the score stream, for the games whose markets are in the dataset. A state is written when it
 * differs from the one before.
 *
 * @throws DATA_UNREADABLE, DATA_COLUMNS or DATA_TIME with file and row.
 */
export async function importScoreStream(task: ImportTask): Promise<ImportedFile> {
  const catalog = await openCatalog(task);
  const clock = new StreamClock(task);
  const rows = new EventRows(task);
  const notes = new NoteCounts();
  const fixtures = new Map<number, Fixture>();
  const named = new Set<string>();
  let count = 0;
  for await (const { row, value } of readJsonLines(task)) {
    const message = readScoreMessage(task, row, value);
    const place = {
      row,
      localTime: clock.at(row, message.pt),
      venueTime: message.pt * MICROS_PER_MILLISECOND,
    };
    count += 1;
    for (const change of message.cc ?? []) {
      const subject = catalog.games.get(gameIdOf(change.eventId));
      if (subject === undefined) {
        notes.add('messages of another event');
        continue;
      }
      const sides = JSON.stringify([change.homeTeam?.selectionId, change.awayTeam?.selectionId]);
      if (!named.has(sides)) await nameSides(task, catalog, change);
      named.add(sides);
      const fixture = fixtures.get(subject) ?? { state: NOTHING_KNOWN, home: null, away: null };
      const before = JSON.stringify(fixture.state);
      follow(fixture, change, notes);
      fixtures.set(subject, fixture);
      if (JSON.stringify(fixture.state) === before) notes.add('messages that change no state');
      else rows.gameState({ ...place, subject, state: fixture.state });
    }
    await rows.flushIfFull();
  }
  await rows.flush();
  return { rows: count, notes: notes.record() };
}
