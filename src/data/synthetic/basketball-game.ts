import type { GameState } from '../../engine/events.js';
import type { RandomStream } from '../../engine/random.js';
import { MICROS_PER_SECOND, type Micros, micros } from '../../engine/units.js';
import { type GameMoment, type GamePath, lastAtOrBefore } from './game-path.js';
import {
  OVERTIME_POSSESSIONS,
  POSSESSIONS,
  type ScoringRates,
  scoringRates,
  TWO_POINT_SHARE,
  winProbability,
} from './possession-model.js';

const PERIODS = 4;
const PERIOD_SECONDS = 720;
const OVERTIME_SECONDS = 300;
const QUARTER_BREAK_SECONDS = 130;
const HALF_TIME_SECONDS = 900;
/** Wall seconds a second of the game clock: a quarter of 12 minutes lasts about half an hour. */
const WALL_STRETCH = 2.45;
/** A possession ends up to this many seconds of the game clock before its slot does. */
const EARLY_END_SECONDS = 8;

interface Period {
  readonly number: number;
  readonly seconds: number;
  readonly possessions: number;
  /** Wall seconds a second of the clock. */
  readonly stretch: number;
}

/** The game while it is played. */
interface Play {
  readonly rates: ScoringRates;
  readonly stream: RandomStream;
  readonly moments: GameMoment[];
  readonly homeWins: number[];
  homeScore: number;
  awayScore: number;
  /** Probability of a home win now. */
  homeWin: number;
  /** Wall time, microseconds. */
  time: number;
}

/** A basketball game before it is played. Margins are those of the home team, in points. */
export interface BasketballGame {
  /** When the ball goes up. */
  readonly start: Micros;
  readonly expectedMargin: number;
  readonly marginSd: number;
}

/** Plays a basketball game of four quarters, and of overtimes until it is decided. */
export function playBasketball(game: BasketballGame, stream: RandomStream): GamePath {
  const rates = scoringRates(game.expectedMargin, game.marginSd);
  const tables = winProbability(rates);
  const opening = tables.regulation.at(0, 0);
  const play: Play = {
    rates,
    stream,
    moments: [],
    homeWins: [],
    homeScore: 0,
    awayScore: 0,
    homeWin: opening,
    time: game.start,
  };
  for (let number = 1; number <= PERIODS || play.homeScore === play.awayScore; number += 1) {
    if (number > 1) play.time += breakSeconds(number - 1) * MICROS_PER_SECOND;
    const overtime = number > PERIODS;
    const before = overtime ? 0 : ((number - 1) * POSSESSIONS) / PERIODS;
    const table = overtime ? tables.overtime : tables.regulation;
    playPeriod(play, periodOf(number, stream), (played, lead) => table.at(before + played, lead));
  }
  return pathOf(play, game.start, opening);
}

function periodOf(number: number, stream: RandomStream): Period {
  const overtime = number > PERIODS;
  return {
    number,
    seconds: overtime ? OVERTIME_SECONDS : PERIOD_SECONDS,
    possessions: overtime ? OVERTIME_POSSESSIONS : POSSESSIONS / PERIODS,
    stretch: WALL_STRETCH * (0.9 + 0.2 * stream.uniform()),
  };
}

const breakSeconds = (after: number): number => (after === 2 ? HALF_TIME_SECONDS : QUARTER_BREAK_SECONDS);

function playPeriod(play: Play, period: Period, homeWin: (played: number, lead: number) => number): void {
  const { seconds, possessions, stretch } = period;
  const start = play.time;
  const wallAt = (elapsed: number): number => start + Math.round(elapsed * stretch * MICROS_PER_SECOND);
  note(play, stateOf(play, period, { secondsLeft: seconds, offence: 'home' }));
  for (let played = 1; played <= possessions; played += 1) {
    playPossession(play, played % 2 === 1);
    const elapsed = (seconds * played) / possessions - EARLY_END_SECONDS * play.stream.uniform();
    play.time = wallAt(elapsed);
    play.homeWin = homeWin(played, play.homeScore - play.awayScore);
    const clock = { secondsLeft: Math.ceil(seconds - elapsed), offence: offenceAfter(played) } as const;
    note(play, stateOf(play, period, clock));
  }
  play.time = wallAt(seconds);
  const over = period.number >= PERIODS && play.homeScore !== play.awayScore;
  const last = stateOf(play, period, { secondsLeft: 0, offence: null });
  note(play, { ...last, phase: over ? 'final' : 'break' });
}

const offenceAfter = (played: number): 'home' | 'away' => (played % 2 === 0 ? 'home' : 'away');

function playPossession(play: Play, home: boolean): void {
  const draw = play.stream.uniform();
  const rate = home ? play.rates.home : play.rates.away;
  const points = draw < rate * TWO_POINT_SHARE ? 2 : draw < rate ? 3 : 0;
  if (home) play.homeScore += points;
  else play.awayScore += points;
}

interface Clock {
  readonly secondsLeft: number;
  readonly offence: 'home' | 'away' | null;
}

function stateOf(play: Play, period: Period, clock: Clock): GameState {
  return {
    phase: period.number > PERIODS ? 'overtime' : 'live',
    period: period.number,
    secondsLeftInPeriod: clock.secondsLeft,
    secondsElapsedInPeriod: period.seconds - clock.secondsLeft,
    homeScore: play.homeScore,
    awayScore: play.awayScore,
    possession: clock.offence,
  };
}

function note(play: Play, state: GameState): void {
  play.moments.push({ time: micros(play.time), state });
  play.homeWins.push(play.homeWin);
}

function pathOf(play: Play, start: Micros, opening: number): GamePath {
  const times = play.moments.map((moment) => moment.time);
  return {
    moments: play.moments,
    start,
    end: micros(play.time),
    outcome: play.homeScore > play.awayScore ? 0 : 1,
    openingProbabilities: [opening, 1 - opening],
    probabilitiesAt: (time) => {
      const homeWin = play.homeWins[lastAtOrBefore(times, time)] ?? opening;
      return [homeWin, 1 - homeWin];
    },
  };
}
