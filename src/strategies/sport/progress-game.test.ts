import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GameState } from '../../engine/events.js';
import * as states from './game-states.testing.js';
import { liveState } from './game-states.testing.js';
import { LEAGUES } from './league-sport.js';
import { type Progress, progress } from './progress.js';
import type { ClockRules } from './regulation.js';
import { requireSpec } from './sport-spec.js';

const SCHEDULED = liveState({ phase: 'scheduled' });
const FINAL = liveState({ phase: 'final' });
const ofKind = (kind: string) => LEAGUES.filter((league) => requireSpec(league).kind === kind);

/** Numbers in 0..1 that decide a made-up game; the same ones make the same game. */
const luck = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 400, maxLength: 400 });

/** Progress through a whole game, with what is not in range or falls. */
function through(league: string, game: readonly GameState[]): Progress[] {
  const spec = requireSpec(league);
  return [SCHEDULED, ...game, FINAL].map((state) => progress(spec, state));
}

function faults(steps: readonly Progress[]): string[] {
  return steps.flatMap((step, index) => {
    const before = steps[index - 1];
    const { fraction, remaining, secondsRemaining, etaWallSeconds } = step;
    if (fraction === null || remaining === null) return [`${index}: not known`];
    const found: string[] = [];
    if (!(fraction >= 0 && fraction <= 1 && remaining >= 0 && remaining <= 1)) found.push(`${index}: range`);
    if (secondsRemaining !== null && !(secondsRemaining >= 0)) found.push(`${index}: seconds`);
    if (etaWallSeconds !== null && !(etaWallSeconds >= 0)) found.push(`${index}: wall time`);
    if (before?.fraction === null || before === undefined) return found;
    if (fraction < before.fraction) found.push(`${index}: falls`);
    if (rises(secondsRemaining, before.secondsRemaining)) found.push(`${index}: more seconds left`);
    // Overtime begins where nothing was left.
    if (!step.isOvertime && rises(etaWallSeconds, before.etaWallSeconds))
      found.push(`${index}: more wall time left`);
    return found;
  });
}

const rises = (now: number | null, before: number | null): boolean =>
  now !== null && before !== null && now > before + 1e-6;

/** Every period with its clock at growing random instants, the breaks between, and two periods of overtime. */
function clockGame(rules: ClockRules, random: readonly number[]): GameState[] {
  const game: GameState[] = [];
  for (let period = 1; period <= rules.periods + 2; period += 1) {
    const length = rules.periodSeconds + (rules.addedSeconds[period - 1] ?? 0);
    const instants = random.slice(period * 10, period * 10 + 8).map((part) => Math.round(part * length));
    for (const seconds of [0, ...instants.sort((a, b) => a - b), length]) {
      game.push(
        rules.clock === 'up'
          ? liveState({ period, secondsElapsedInPeriod: seconds })
          : liveState({ period, secondsLeftInPeriod: rules.periodSeconds - seconds }),
      );
    }
    const end = game.at(-1);
    if (end !== undefined && period < rules.periods) game.push({ ...end, phase: 'break' });
  }
  return game;
}

describe('a made-up game', () => {
  it('on a clock only gets nearer to its end', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ofKind('clock')), luck, (league, random) => {
        const spec = requireSpec(league);
        if (spec.kind === 'clock') expect(faults(through(league, clockGame(spec, random)))).toEqual([]);
      }),
    );
  });

  it('of innings only gets nearer to its end', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ofKind('innings')),
        fc.integer({ min: 9, max: 14 }),
        (league, innings) => {
          const game = Array.from({ length: innings * 8 }, (_, step) => {
            const half = step % 8 < 4 ? 'top' : 'bottom';
            return states.inning(Math.floor(step / 8) + 1, half, step % 4);
          });
          expect(faults(through(league, game))).toEqual([]);
        },
      ),
    );
  });

  it('of rounds only gets nearer to its end', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ofKind('rounds')), fc.integer({ min: 3, max: 12 }), (league, rounds) => {
        const spec = requireSpec(league);
        const seconds = spec.kind === 'rounds' ? spec.periodSeconds : 0;
        const game = Array.from({ length: rounds }, (_, index) =>
          [seconds, seconds / 2, 0].map((left) => states.atRound(index + 1, left, rounds)),
        );
        const steps = game.flat().map((state) => progress(spec, state));
        expect(faults(steps)).toEqual([]);
        expect(steps.at(-1)?.fraction).toBe(1);
      }),
    );
  });

  it('of overs only gets nearer to its end, however early an innings ends', () => {
    fc.assert(
      fc.property(fc.constantFrom('ipl', 'odi', 'hundred'), luck, (league, random) => {
        const spec = requireSpec(league);
        const most = spec.kind === 'overs' ? (spec.balls ?? 0) : 0;
        const game = [1, 2, 3].flatMap((innings) => {
          const balls = innings === 3 ? 6 : Math.round((random[innings] ?? 0) * most);
          return Array.from({ length: balls + 1 }, (_, ball) => states.atBall(innings, ball));
        });
        expect(faults(through(league, game))).toEqual([]);
      }),
    );
  });

  it('of holes or laps only gets nearer to its end', () => {
    const golf = Array.from({ length: 5 * 19 }, (_, step) =>
      states.atHole(Math.floor(step / 19) + 1, step % 19),
    );
    expect(faults(through('pga', golf))).toEqual([]);
    for (const league of ofKind('laps')) {
      const race = Array.from({ length: 60 }, (_, lap) => states.atLap(lap, 57));
      expect(faults(through(league, race))).toEqual([]);
    }
  });

  /** What wins a set or map; leagues whose maps nothing measures have no progress within one. */
  const toWinIn = (league: string): number | null => {
    const spec = requireSpec(league);
    if (spec.kind === 'sets') return spec.toWin;
    return spec.kind === 'maps' && spec.measure.by === 'rounds' ? spec.measure.toWin : null;
  };
  const measured = (kind: string) => ofKind(kind).filter((league) => toWinIn(league) !== null);

  it.each([
    ['sets', measured('sets'), states.atSets],
    ['maps', measured('maps'), states.atMap],
  ] as const)('of %s falls back only where the side that trails wins one', (_, leagues, stateAt) => {
    fc.assert(
      fc.property(fc.constantFrom(...leagues), fc.constantFrom(1, 3, 5), luck, (league, bestOf, random) => {
        const need = (bestOf + 1) / 2;
        const toWin = toWinIn(league) ?? 0;
        let won: [number, number] = [0, 0];
        let part: [number, number] = [0, 0];
        let last = -1;
        for (const value of random) {
          const home = value < 0.5;
          const trailed = home ? won[0] < won[1] : won[1] < won[0];
          part = home ? [part[0] + 1, part[1]] : [part[0], part[1] + 1];
          const taken = Math.max(...part) >= toWin;
          if (taken) {
            won = home ? [won[0] + 1, won[1]] : [won[0], won[1] + 1];
            part = [0, 0];
          }
          const { fraction } = progress(requireSpec(league), stateAt(won, part, bestOf));
          if (fraction === null || fraction < 0 || fraction > 1) return false;
          if (fraction < last && !(taken && trailed)) return false;
          last = fraction;
          if (Math.max(...won) === need) return fraction === 1;
        }
        return true;
      }),
    );
  });
});

describe('the end of a part and the start of the next', () => {
  it('are one instant on a clock that is not added to', () => {
    for (const league of ofKind('clock')) {
      const spec = requireSpec(league);
      if (spec.kind !== 'clock' || spec.addedSeconds.length > 0) continue;
      for (let period = 1; period < spec.periods; period += 1) {
        const ends = liveState({ period, secondsLeftInPeriod: 0 });
        const begins = liveState({ period: period + 1, secondsLeftInPeriod: spec.periodSeconds });
        expect([league, progress(spec, ends)]).toEqual([league, progress(spec, begins)]);
      }
    }
  });

  it('are one instant in innings, overs, holes and rounds', () => {
    const same: readonly (readonly [string, GameState, GameState])[] = [
      ['mlb', states.inning(4, 'top', 3), states.inning(4, 'bottom', 0)],
      ['mlb', states.inning(4, 'bottom', 3), states.inning(5, 'top', 0)],
      ['ipl', states.atBall(1, 120), states.atBall(2, 0)],
      ['pga', states.atHole(2, 18), states.atHole(3, 0)],
      ['boxing', states.atRound(2, 0, 12), states.atRound(3, 180, 12)],
    ];
    for (const [league, ends, begins] of same) {
      expect(progress(requireSpec(league), ends)).toEqual(progress(requireSpec(league), begins));
    }
  });
});

describe('the wall time that is left', () => {
  const eta = (league: string, state: GameState, stage: 'regular' | 'knockout' = 'regular') =>
    progress(requireSpec(league, { stage }), state).etaWallSeconds;

  it.each([
    ['nba', 138],
    ['ncaam', 128],
    ['nfl', 190],
    ['nhl', 150],
    ['mlb', 158],
    ['nrl', 105],
    ['t20blast', 205],
    ['f1', 95],
  ])('of the whole %s game is its typical length, %i minutes', (league, minutes) => {
    expect(eta(league, SCHEDULED)).toBeCloseTo(minutes * 60, 6);
  });

  it('of soccer is its clock, its added time and its half-time', () => {
    expect(eta('epl', SCHEDULED)).toBe((90 + 8.5 + 15) * 60);
    expect(eta('epl', liveState({ period: 2, secondsElapsedInPeriod: 13 * 60 }))).toBe(38 * 60);
    const halfTime = liveState({ phase: 'break', period: 1, secondsElapsedInPeriod: 47 * 60 });
    expect(eta('epl', halfTime)).toBe((7.5 + 45 + 6) * 60);
  });

  it('of baseball is about 2.9 minutes an out', () => {
    const outsLeft = 17;
    expect(Number(eta('mlb', states.inning(7, 'top', 1))) / 60 / outsLeft).toBeCloseTo(2.9, 1);
  });

  it('of a match takes each side as likely to win the next set: two and a half of three, 33/8 of five', () => {
    expect(Number(eta('atp', states.atSets([0, 0], [0, 0], 3))) / 60).toBe(40 * 2.5);
    expect(Number(eta('atp', states.atSets([0, 0], [0, 0], 5))) / 60).toBe(40 * 4.125);
    expect(Number(eta('atp', states.atSets([1, 0], [0, 0], 3))) / 60).toBe(40 * 1.5);
    expect(Number(eta('cs2', states.atMap([1, 0], [0, 0], 2))) / 60).toBe(45);
  });

  it('of overtime is known where only the clock ends it', () => {
    const extra = liveState({ period: 3, secondsElapsedInPeriod: 300 });
    expect(eta('epl', extra, 'knockout')).toBe(1500);
    expect(eta('epl', extra)).toBeNull();
    expect(eta('nhl', liveState({ period: 4, secondsLeftInPeriod: 200 }))).toBeNull();
    expect(eta('epl', liveState({ phase: 'shootout', period: 5 }), 'knockout')).toBeNull();
    const second = Number(eta('nba', liveState({ period: 6, secondsLeftInPeriod: 100 })));
    const pace = (138 * 60 - 900 - 2 * 130) / 2880;
    expect(second).toBeCloseTo(100 * pace, 9);
  });

  it('is not known while play stands still', () => {
    expect(eta('mlb', { ...states.inning(4, 'top', 0), phase: 'delayed' })).toBeNull();
    expect(eta('nba', liveState({ phase: 'suspended', period: 2, secondsLeftInPeriod: 5 }))).toBeNull();
  });
});
