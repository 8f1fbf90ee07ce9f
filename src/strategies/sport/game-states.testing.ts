import type { GameState } from '../../engine/events.js';
import type { GameSituation } from '../../engine/game-situation.js';

/** A live state; what is not given is not known. */
export const liveState = (values: Partial<GameState> = {}): GameState => ({
  phase: 'live',
  period: null,
  secondsLeftInPeriod: null,
  secondsElapsedInPeriod: null,
  homeScore: null,
  awayScore: null,
  possession: null,
  ...values,
});

/** A live state of a period of a sport without a clock. */
export const situated = (period: number | null, situation: GameSituation): GameState =>
  liveState({ period, situation });

export const inning = (period: number, half: 'top' | 'bottom', outs: number): GameState =>
  situated(period, { kind: 'innings', half, outs, scheduled: null });

export const atSets = (
  sets: readonly [number, number],
  games: readonly [number, number],
  bestOf = 3,
): GameState =>
  situated(null, {
    kind: 'sets',
    sets: { home: sets[0], away: sets[1] },
    games: { home: games[0], away: games[1] },
    bestOf,
  });

export const atMap = (
  won: readonly [number, number],
  rounds: readonly [number, number],
  bestOf = 3,
): GameState =>
  situated(null, {
    kind: 'maps',
    won: { home: won[0], away: won[1] },
    rounds: { home: rounds[0], away: rounds[1] },
    bestOf,
  });

export const atBall = (period: number, balls: number): GameState =>
  situated(period, { kind: 'overs', balls, ballsPerInnings: null });

export const atHole = (period: number, holes: number): GameState =>
  situated(period, { kind: 'holes', holes, rounds: null });

export const atLap = (lap: number, laps: number): GameState => situated(null, { kind: 'laps', lap, laps });

export const atRound = (period: number, secondsLeftInPeriod: number, scheduled: number): GameState =>
  liveState({ period, secondsLeftInPeriod, situation: { kind: 'rounds', scheduled } });
