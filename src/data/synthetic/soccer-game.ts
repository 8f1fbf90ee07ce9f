import type { GameState } from '../../engine/events.js';
import { exactLog } from '../../engine/exact-math.js';
import type { RandomStream } from '../../engine/random.js';
import { MICROS_PER_SECOND, type Micros, micros } from '../../engine/units.js';
import { type GameMoment, type GamePath, lastAtOrBefore } from './game-path.js';
import { poissonOutcome } from './poisson-outcome.js';

const HALF_SECONDS = 2_700;
const HALF_TIME_SECONDS = 900;
/** Stoppage of the two halves, seconds: least and most. */
const STOPPAGE = [
  [60, 300],
  [180, 480],
] as const;
/** The feed repeats its state this often, seconds of the game clock. */
const HEARTBEAT_SECONDS = 60;
/** Least goals that a team is expected to score. */
const MEAN_FLOOR = 0.2;

/** A soccer game before it is played. */
export interface SoccerGame {
  /** When the first half is kicked off. */
  readonly start: Micros;
  /** Goals expected of both teams, and the difference expected for the home team. */
  readonly goals: number;
  readonly expectedMargin: number;
  readonly firstHalfShare: number;
}

interface Half {
  readonly number: number;
  readonly start: number;
  /** Stoppage included. */
  readonly seconds: number;
  /** Share of the game's goals that is expected in this half. */
  readonly share: number;
}

interface Goal {
  readonly time: number;
  readonly home: boolean;
}

/** Goals expected of each team over the whole game. */
export interface GoalMeans {
  readonly home: number;
  readonly away: number;
}

/** Splits expected goals by the expected difference, which is cut where a team would expect fewer than 0.2. */
export function goalMeans(goals: number, expectedMargin: number): GoalMeans {
  const limit = goals - 2 * MEAN_FLOOR;
  const margin = Math.max(-limit, Math.min(limit, expectedMargin));
  return { home: (goals + margin) / 2, away: (goals - margin) / 2 };
}

/** Plays a soccer game of two halves with stoppage: independent Poisson goals, the rate flat in a half. */
export function playSoccer(game: SoccerGame, stream: RandomStream): GamePath {
  const means = goalMeans(game.goals, game.expectedMargin);
  const halves = halvesOf(game, stream);
  const goals = halves.flatMap((half) => goalsOf(half, means, stream));
  const end = halfEnd(halves[1]);
  const leads = [0];
  for (const goal of goals) leads.push((leads[leads.length - 1] as number) + (goal.home ? 1 : -1));
  const goalTimes = goals.map((goal) => goal.time);
  const probabilitiesAt = (time: Micros): readonly number[] => {
    const left = shareLeft(halves, time);
    const lead = leads[lastAtOrBefore(goalTimes, time) + 1] as number;
    return poissonOutcome(means.home * left, means.away * left, lead);
  };
  return {
    moments: momentsOf(halves, goals),
    start: game.start,
    end: micros(end),
    outcome: 1 - Math.sign(leads[leads.length - 1] as number),
    openingProbabilities: poissonOutcome(means.home, means.away, 0),
    probabilitiesAt,
  };
}

type Halves = readonly [Half, Half];

const halfEnd = (half: Half): number => half.start + half.seconds * MICROS_PER_SECOND;

function halvesOf(game: SoccerGame, stream: RandomStream): Halves {
  const [first, second] = STOPPAGE.map(
    ([least, most]) => HALF_SECONDS + least + stream.integer(most - least + 1),
  ) as [number, number];
  const share = game.firstHalfShare;
  const one: Half = { number: 1, start: game.start, seconds: first, share };
  const restart = halfEnd(one) + HALF_TIME_SECONDS * MICROS_PER_SECOND;
  return [one, { number: 2, start: restart, seconds: second, share: 1 - share }];
}

/** Exponential waiting times, measured in shares of the game's goals, until the half is used up. */
function goalsOf(half: Half, means: GoalMeans, stream: RandomStream): Goal[] {
  const rate = means.home + means.away;
  const goals: Goal[] = [];
  let used = -exactLog(1 - stream.uniform()) / rate;
  while (used < half.share) {
    const time = half.start + Math.round((used / half.share) * half.seconds * MICROS_PER_SECOND);
    goals.push({ time, home: stream.uniform() * rate < means.home });
    used += -exactLog(1 - stream.uniform()) / rate;
  }
  return goals;
}

/** Share of the game's goals that is still expected at `time`. */
function shareLeft(halves: Halves, time: number): number {
  let left = 0;
  for (const half of halves) {
    const played = (time - half.start) / (half.seconds * MICROS_PER_SECOND);
    left += half.share * (1 - Math.max(0, Math.min(1, played)));
  }
  return left;
}

function momentsOf(halves: Halves, goals: readonly Goal[]): GameMoment[] {
  const moments: GameMoment[] = [];
  let score = { homeScore: 0, awayScore: 0 };
  for (const half of halves) {
    const end = halfEnd(half);
    for (const { time, goal } of beatsOf(half, goals)) {
      if (goal?.home === true) score = { ...score, homeScore: score.homeScore + 1 };
      if (goal?.home === false) score = { ...score, awayScore: score.awayScore + 1 };
      moments.push({ time: micros(time), state: stateOf(half, time, score) });
    }
    const phase = half.number === 2 ? 'final' : 'break';
    moments.push({ time: micros(end), state: { ...stateOf(half, end, score), phase } });
  }
  return moments;
}

/** Kick-off, heartbeats and goals of a half, by time. */
function beatsOf(half: Half, goals: readonly Goal[]): { time: number; goal: Goal | null }[] {
  const beats: { time: number; goal: Goal | null }[] = [];
  for (let second = 0; second < half.seconds; second += HEARTBEAT_SECONDS) {
    beats.push({ time: half.start + second * MICROS_PER_SECOND, goal: null });
  }
  for (const goal of goals) {
    if (goal.time >= half.start && goal.time <= halfEnd(half)) beats.push({ time: goal.time, goal });
  }
  return beats.sort((left, right) => left.time - right.time);
}

interface Score {
  readonly homeScore: number;
  readonly awayScore: number;
}

function stateOf(half: Half, time: number, score: Score): GameState {
  return {
    phase: 'live',
    period: half.number,
    secondsLeftInPeriod: null,
    secondsElapsedInPeriod: Math.floor((time - half.start) / MICROS_PER_SECOND),
    ...score,
    possession: null,
  };
}
