import { assert } from '../../engine/assert.js';
import { type Prob, prob } from '../../engine/units.js';
import { type BaseOut, runsFrom } from './base-out-chain.js';

/** Innings as half-innings whose runs are independent. */
export interface BaseballModel {
  /** Probability of 0, 1, 2 ... runs in a half-inning, summing to 1. */
  readonly homeRuns: readonly number[];
  readonly awayRuns: readonly number[];
  /** Of regulation: 9, or 7. */
  readonly innings: number;
  /** Probability of the home side in a game that goes on level after an inning from the last on. */
  readonly extrasHome: Prob;
  /** Extra half-innings start with a runner on second; a situation in one says so in its `bases`. */
  readonly ghostRunner: boolean;
}

/** Where a game of baseball stands. */
export interface BaseballSituation extends BaseOut {
  /** From 1. */
  readonly inning: number;
  readonly half: 'top' | 'bottom';
  /** Runs of the home side less those of the away side. */
  readonly lead: number;
}

/** A rounded distribution of the runs of a half-inning in a league, mean 0.476. */
export const LEAGUE_RUNS: readonly number[] = [0.73, 0.15, 0.068, 0.03, 0.013, 0.006, 0.003];

const GHOST: BaseOut = { bases: 2, outs: 0 };

/**
 * Probability of the home side by recursion over half-innings. The bottom of the last inning and of every extra one
 * is not played where the home side leads, and its lead ends the game. A half-inning that has begun is played out by
 * the chain over bases and outs.
 */
export function baseballWin(model: BaseballModel, situation: BaseballSituation): Prob {
  const { inning, half, lead, bases, outs } = situation;
  assert(Number.isInteger(inning) && inning >= 1, `an inning is 1 or more, was ${inning}`);
  assert(Number.isInteger(lead), `a lead is whole runs, was ${lead}`);
  const game = new HalfInnings(model);
  const own = half === 'top' ? model.awayRuns : model.homeRuns;
  const runs = bases === 0 && outs === 0 ? own : runsFrom({ bases, outs });
  const win = half === 'top' ? game.topWin(inning, lead, runs) : game.bottomWin(inning, lead, runs);
  return prob(Math.min(1, Math.max(0, win)));
}

class HalfInnings {
  readonly #model: BaseballModel;
  readonly #ghostRuns: readonly number[] | null;
  /** By inning and lead, at the start of the inning. */
  readonly #starts = new Map<string, number>();

  constructor(model: BaseballModel) {
    for (const runs of [model.homeRuns, model.awayRuns]) {
      const total = runs.reduce((sum, value) => sum + value, 0);
      assert(Math.abs(total - 1) < 1e-9, `probabilities of runs sum to 1, were ${total}`);
    }
    this.#model = model;
    this.#ghostRuns = model.ghostRunner ? runsFrom(GHOST) : null;
  }

  runsOf(half: 'top' | 'bottom', inning: number): readonly number[] {
    const own = half === 'top' ? this.#model.awayRuns : this.#model.homeRuns;
    return inning > this.#model.innings ? (this.#ghostRuns ?? own) : own;
  }

  topWin(inning: number, lead: number, runs: readonly number[]): number {
    return expected(runs, (scored) => this.#beforeBottom(inning, lead - scored));
  }

  bottomWin(inning: number, lead: number, runs: readonly number[]): number {
    if (inning >= this.#model.innings && lead > 0) return 1;
    return expected(runs, (scored) => this.#afterInning(inning, lead + scored));
  }

  #beforeBottom(inning: number, lead: number): number {
    return this.bottomWin(inning, lead, this.runsOf('bottom', inning));
  }

  #afterInning(inning: number, lead: number): number {
    if (inning >= this.#model.innings) {
      if (lead !== 0) return lead > 0 ? 1 : 0;
      return this.#model.extrasHome;
    }
    const key = `${inning + 1} ${lead}`;
    const known = this.#starts.get(key);
    if (known !== undefined) return known;
    const win = this.topWin(inning + 1, lead, this.runsOf('top', inning + 1));
    this.#starts.set(key, win);
    return win;
  }
}

function expected(runs: readonly number[], value: (scored: number) => number): number {
  let total = 0;
  for (const [scored, probability] of runs.entries())
    if (probability > 0) total += probability * value(scored);
  return total;
}
