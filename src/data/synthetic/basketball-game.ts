import type { GameState } from '../../engine/events.js';
import type { RandomStream } from '../../engine/random.js';
import { MICROS_PER_SECOND, type Micros, micros } from '../../engine/units.js';
import { type GameMoment, type GamePath, lastAtOrBefore } from './game-path.js';
import {
  chanceOf,
  OVERTIME_POSSESSIONS,
  PERIODS,
  POSSESSIONS,
  type ScoringRates,
  scoringRates,
  type Team,
  type Turns,
  TWO_POINT_SHARE,
  teamOn,
  type WinTable,
  winProbability,
} from './possession-model.js';

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
  /** Those of periods before it, in its table. */
  readonly before: number;
  readonly starter: Team;
  readonly table: WinTable;
  /** Wall seconds a second of the clock. */
  readonly stretch: number;
}

/** The game while it is played. */
interface Play {
  readonly rates: ScoringRates;
  readonly turns: Turns;
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
  readonly turns: Turns;
}

/** Plays a basketball game of four quarters, and of overtimes until it is decided. */
export function playBasketball(game: BasketballGame, stream: RandomStream): GamePath {
  const { turns } = game;
  const rates = scoringRates(game.expectedMargin, game.marginSd, turns);
  const tables = winProbability(rates, turns);
  const opening = tables.regulation.between(0, 0);
  const play: Play = {
    rates,
    turns,
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
    playPeriod(play, periodOf(number, play, number > PERIODS ? tables.overtime : tables.regulation));
  }
  return pathOf(play, game.start, opening);
}

function periodOf(number: number, { turns, stream }: Play, table: WinTable): Period {
  const overtime = number > PERIODS;
  const starter = turns === 'counted' || stream.uniform() < 0.5 ? 'home' : 'away';
  return {
    number,
    seconds: overtime ? OVERTIME_SECONDS : PERIOD_SECONDS,
    possessions: overtime ? OVERTIME_POSSESSIONS : POSSESSIONS / PERIODS,
    before: overtime ? 0 : ((number - 1) * POSSESSIONS) / PERIODS,
    starter,
    table,
    stretch: WALL_STRETCH * (0.9 + 0.2 * stream.uniform()),
  };
}

const breakSeconds = (after: number): number => (after === 2 ? HALF_TIME_SECONDS : QUARTER_BREAK_SECONDS);

function playPeriod(play: Play, period: Period): void {
  const { seconds, possessions, stretch, starter, before, table } = period;
  const start = play.time;
  const wallAt = (elapsed: number): number => start + Math.round(elapsed * stretch * MICROS_PER_SECOND);
  // Where the turns are counted nothing new is known: home begins.
  if (play.turns === 'open') play.homeWin = table.at(before, play.homeScore - play.awayScore, starter);
  note(play, stateOf(play, period, { secondsLeft: seconds, offence: starter }));
  for (let played = 1; played <= possessions; played += 1) {
    const chance = chanceOf(play.turns, played - 1, possessions);
    playPossession(play, teamOn(played - 1, starter), chance);
    const elapsed = (seconds * played) / possessions - EARLY_END_SECONDS * play.stream.uniform();
    play.time = wallAt(elapsed);
    const lead = play.homeScore - play.awayScore;
    const isOver = played === possessions;
    play.homeWin = isOver ? table.between(before + played, lead) : table.at(before + played, lead, starter);
    const clock = { secondsLeft: Math.ceil(seconds - elapsed), offence: teamOn(played, starter) };
    note(play, stateOf(play, period, clock));
  }
  play.time = wallAt(seconds);
  const over = period.number >= PERIODS && play.homeScore !== play.awayScore;
  const last = stateOf(play, period, { secondsLeft: 0, offence: null });
  note(play, { ...last, phase: over ? 'final' : 'break' });
}

function playPossession(play: Play, team: Team, chance: number): void {
  const draw = play.stream.uniform();
  const rate = play.rates[team] * chance;
  const points = draw < rate * TWO_POINT_SHARE ? 2 : draw < rate ? 3 : 0;
  if (team === 'home') play.homeScore += points;
  else play.awayScore += points;
}

interface Clock {
  readonly secondsLeft: number;
  readonly offence: Team | null;
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
