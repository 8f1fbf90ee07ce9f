import type { GamePhase, GameState } from '../../../engine/events.js';
import type { Micros } from '../../../engine/units.js';
import { progress } from '../progress.js';
import type { SportSpec } from '../sport-spec.js';
import { FEEDS, type FeedName } from './feeds.js';

/** What one feed holds true of a game, and when it was last heard. */
export interface SourceState {
  readonly feed: FeedName;
  readonly state: GameState;
  readonly heardAt: Micros;
}

/** How the states of several feeds are brought together. */
export interface MergeQuestion {
  readonly now: Micros;
  /** A feed that was not heard for longer does not count. */
  readonly staleAfter: Micros;
  /** Rules of the league; `null` = not known, and progress is not compared. */
  readonly spec: SportSpec | null;
}

/** What the feeds disagree about. */
export type Disagreement = 'score' | 'phase';

/** The state of a game by all its feeds. */
export interface MergedState {
  /** `null` = no feed was heard lately. */
  readonly state: GameState | null;
  readonly disagreements: readonly Disagreement[];
  readonly stale: readonly FeedName[];
}

/**
 * One state of a game from several feeds, field by field:
 * 1. a feed that is stale does not count;
 * 2. the score is that of the first feed that knows it: the league's own before a venue's before an aggregator's,
 *    then the one heard last. Feeds with another score are flagged and left out of what follows;
 * 3. phase, period, clock and situation come together, from the feed that saw the game furthest; but where the first
 *    feed says that the game stands still (delayed, suspended, postponed, cancelled), it stands still;
 * 4. possession is that of the first feed that tells it in the same period.
 */
export function mergeStates(sources: readonly SourceState[], question: MergeQuestion): MergedState {
  const isStale = ({ heardAt }: SourceState): boolean => question.now - heardAt > question.staleAfter;
  const stale = sources.filter(isStale).map(({ feed }) => feed);
  const fresh = sources.filter((source) => !isStale(source)).sort(firstBelieved);
  const [first] = fresh;
  if (first === undefined) return { state: null, disagreements: [], stale };
  const scored = fresh.find(({ state }) => knowsScore(state)) ?? first;
  const agreeing = fresh.filter(({ state }) => !knowsScore(state) || sameScore(state, scored.state));
  const leader = furthest(agreeing, question.spec);
  const { homeScore, awayScore } = scored.state;
  const teller = agreeing.find(
    ({ state }) => state.possession !== null && state.period === leader.state.period,
  );
  const state = { ...leader.state, homeScore, awayScore, possession: teller?.state.possession ?? null };
  const disagreements: Disagreement[] = [];
  if (agreeing.length < fresh.length) disagreements.push('score');
  if (new Set(fresh.map((source) => STAGES[source.state.phase]).filter((stage) => stage !== null)).size > 1) {
    disagreements.push('phase');
  }
  return { state, disagreements, stale };
}

/** Sources of one rank: the one heard last, then by name, so that the order of the list does not matter. */
function firstBelieved(left: SourceState, right: SourceState): number {
  const byRank = FEEDS[left.feed].rank - FEEDS[right.feed].rank;
  if (byRank !== 0) return byRank;
  return right.heardAt - left.heardAt || (left.feed < right.feed ? -1 : left.feed > right.feed ? 1 : 0);
}

const knowsScore = ({ homeScore, awayScore }: GameState): boolean => homeScore !== null && awayScore !== null;
const sameScore = (left: GameState, right: GameState): boolean =>
  left.homeScore === right.homeScore && left.awayScore === right.awayScore;

/** Phases that only differ by how far the game has come are of one stage; `null` = nothing is said. */
const STAGES: Readonly<Record<GamePhase, 'before' | 'playing' | 'standing' | 'over' | null>> = {
  scheduled: 'before',
  live: 'playing',
  break: 'playing',
  overtime: 'playing',
  shootout: 'playing',
  delayed: 'standing',
  suspended: 'standing',
  postponed: 'standing',
  cancelled: 'standing',
  final: 'over',
  unknown: null,
};

const ORDER: Readonly<Record<string, number>> = { before: 0, playing: 1, over: 2 };

/** The source that saw the game furthest; the first one where they are level, or where it stands still. */
function furthest(sources: readonly SourceState[], spec: SportSpec | null): SourceState {
  const [first, ...others] = sources.filter(({ state }) => STAGES[state.phase] !== null);
  if (first === undefined) return sources[0] as SourceState;
  if (STAGES[first.state.phase] === 'standing') return first;
  let best = first;
  for (const source of others) {
    if (STAGES[source.state.phase] !== 'standing' && isFurther(source.state, best.state, spec)) best = source;
  }
  return best;
}

function isFurther(state: GameState, than: GameState, spec: SportSpec | null): boolean {
  const byStage = (ORDER[STAGES[state.phase] ?? ''] ?? 0) - (ORDER[STAGES[than.phase] ?? ''] ?? 0);
  if (byStage !== 0) return byStage > 0;
  if (spec === null) return (state.period ?? 0) > (than.period ?? 0);
  const [ours, theirs] = [progress(spec, state), progress(spec, than)];
  if (ours.fraction === null || theirs.fraction === null) return ours.known && !theirs.known;
  if (ours.fraction !== theirs.fraction || !ours.isOvertime) return ours.fraction > theirs.fraction;
  return (state.period ?? 0) > (than.period ?? 0);
}
