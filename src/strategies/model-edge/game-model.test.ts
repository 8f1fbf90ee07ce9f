import { describe, expect, it } from 'vitest';
import type { GameState } from '../../engine/events.js';
import { progress } from '../sport/progress.js';
import { requireSpec } from '../sport/sport-spec.js';
import { type GameModel, gameModel, modelledNow, modelledRange } from './game-model.js';
import { goalsOfThreeWay, goalsOfTwoWay } from './pregame-goals.js';

const TERMS = { marginDeviation: 'league', possessionPoints: 1.1, hockeyGoals: 6 } as const;
const STATE: GameState = {
  phase: 'live',
  period: 4,
  secondsLeftInPeriod: 360,
  secondsElapsedInPeriod: 360,
  homeScore: 98,
  awayScore: 90,
  possession: null,
};
const modelOf = (sport: string, league: string, home: number, draw = 0): GameModel | null =>
  gameModel({ sport, league }, { home, draw }, TERMS);
const winOf = (model: GameModel | null, league: string, changes: Partial<GameState> = {}) => {
  const state = { ...STATE, ...changes };
  const spec = requireSpec(league);
  return model === null ? null : modelledNow(model, state, { clock: progress(spec, state), spec });
};

describe('the model of a game', () => {
  it('of basketball reproduces the vector of its reference: 8 up with 360 s, 3 points favoured', () => {
    // A price of Φ(3 / 12) is a favourite of three points; Stern 1994 gives .9758.
    expect(winOf(modelOf('basketball', 'nba', 0.5987063257), 'nba')?.home).toBeCloseTo(0.9758, 4);
  });

  it('counts half a possession for the side with the ball', () => {
    const model = modelOf('basketball', 'nba', 0.5);
    const level = { homeScore: 90, awayScore: 90 };
    // Φ(.55 / (12 √.125)) = Φ(.129636) = .551573
    expect(winOf(model, 'nba', { ...level, possession: 'home' })?.home).toBeCloseTo(0.551573, 5);
    expect(winOf(model, 'nba', { ...level, possession: 'away' })?.home).toBeCloseTo(0.448427, 5);
  });

  it('counts the points of a drive in football, as far as its place is known', () => {
    const model = modelOf('american-football', 'nfl', 0.5);
    const level = { homeScore: 20, awayScore: 20, possession: 'home' } as const;
    // 360 s are a tenth of the game: deviation 13.45 √.1 = 4.253263; the halves of the tie band even out at EVEN.
    // The ball alone 1.89: (Φ(1.39 / 4.253263) + Φ(2.39 / 4.253263)) / 2 = (.628093 + .712915) / 2.
    expect(winOf(model, 'nfl', level)?.home).toBeCloseTo(0.670504, 5);
    const situation = { kind: 'drive', down: 1, distance: 10, yardsToGoal: 20 } as const;
    // At the 20 on first down 2.31 + 2.96 x .6 = 4.086: (Φ(3.586 / 4.253263) + Φ(4.586 / 4.253263)) / 2.
    expect(winOf(model, 'nfl', { ...level, situation })?.home).toBeCloseTo(0.829977, 5);
    expect(winOf(model, 'nfl', { ...level, possession: null })?.home).toBeCloseTo(0.5, 12);
  });

  it('gives both ends where the ball is not told, and one where it is', () => {
    const range = (league: string, possession: 'home' | 'away' | null) => {
      const sport = league === 'nba' ? 'basketball' : 'american-football';
      const state = { ...STATE, homeScore: 90, awayScore: 90, possession };
      const model = modelOf(sport, league, 0.5);
      const spec = requireSpec(league);
      return model === null ? null : modelledRange(model, state, { clock: progress(spec, state), spec });
    };
    // The two numbers of the half possession above: .551573 and .448427.
    expect(range('nba', null)?.low.home).toBeCloseTo(0.448427, 5);
    expect(range('nba', null)?.high.home).toBeCloseTo(0.551573, 5);
    expect(range('nba', null)?.low.away).toBeCloseTo(0.448427, 5);
    expect(range('nfl', null)?.high.home).toBeCloseTo(0.670504, 5);
    expect(range('nfl', null)?.low.home).toBeCloseTo(1 - 0.670504, 5);
    const told = range('nba', 'home');
    expect(told?.low).toEqual(told?.high);
    expect(told?.low.home).toBeCloseTo(0.551573, 5);
  });

  it('of soccer finds the goals of a three-way price: 1.5 and 1.2 are .4415, .2548, .3037', () => {
    const { homeGoals, awayGoals } = goalsOfThreeWay({ home: 0.4415, draw: 0.2548 });
    expect(homeGoals).toBeCloseTo(1.5, 2);
    expect(awayGoals).toBeCloseTo(1.2, 2);
  });

  it('of hockey finds the goals of a two-way price: 3.1 and 2.9 are .5318', () => {
    const { homeGoals } = goalsOfTwoWay(0.5318, 6);
    expect(homeGoals).toBeCloseTo(3.1, 2);
  });

  it('gives back the price before the start at the first whistle', () => {
    const kickOff = {
      period: 1,
      secondsLeftInPeriod: null,
      secondsElapsedInPeriod: 0,
      homeScore: 0,
      awayScore: 0,
    };
    const ways = winOf(modelOf('soccer', 'epl', 0.5, 0.26), 'epl', kickOff);
    expect(ways?.home).toBeCloseTo(0.5, 3);
    expect(ways?.draw).toBeCloseTo(0.26, 3);
  });

  it('is refused for a sport or a league without one, and for a draw where there is none', () => {
    expect(modelOf('cricket', 'ipl', 0.6)).toBeNull();
    expect(modelOf('baseball', 'mlb', 0.6)).toBeNull();
    expect(modelOf('basketball', 'euroleague', 0.6)).toBeNull();
    expect(modelOf('soccer', 'epl', 0.6)).toBeNull();
    expect(modelOf('basketball', 'nba', 0.5, 0.2)).toBeNull();
  });

  it('has no answer before the start, in overtime, at the end, or where score or clock are not told', () => {
    const model = modelOf('basketball', 'nba', 0.6);
    for (const changes of [
      { phase: 'scheduled' },
      { phase: 'overtime', period: 5, secondsLeftInPeriod: 200 },
      { phase: 'final', secondsLeftInPeriod: 0 },
      { homeScore: null },
      { secondsLeftInPeriod: null, secondsElapsedInPeriod: null },
    ] as const) {
      expect(winOf(model, 'nba', changes)).toBeNull();
    }
  });
});
