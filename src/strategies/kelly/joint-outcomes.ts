import { type RandomStream, randomStream } from '../../engine/random.js';
import type { Outcomes } from '../numeric/maximise-over-simplex.js';
import { checkJointGame, type JointGame, type JointState } from './joint-game.js';

/** Twelve single bets. Beyond this the states are drawn. */
const EXACT_STATES_MAX = 4096;
const DRAWS = 20_000;

/** How all games end together, with what a dollar in each market becomes; cash last. */
export interface JointOutcomes extends Outcomes {
  readonly isSampled: boolean;
}

/** One way all games end together. */
type Ending = readonly JointState[];

interface WeightedEnding {
  readonly probability: number;
  readonly ending: Ending;
}

/**
 * Every way that independent games end together, exact up to 4096 of them. Above, 20 000 are drawn; the draws
 * depend on the seed alone, so that two sizings are compared on the same ones. The ending in which nothing pays
 * is added with its exact probability where it was not drawn: no sample may look safe for want of it.
 *
 * @throws DATA_GAME where a game is not whole.
 */
export function jointOutcomes(games: readonly JointGame[], seed: number | string): JointOutcomes {
  for (const game of games) checkJointGame(game);
  const states = games.reduce((product, game) => product * game.states.length, 1);
  const isSampled = states > EXACT_STATES_MAX;
  const endings = (isSampled ? sampleEndings(games, seed) : everyEnding(games)).filter(
    ({ probability }) => probability > 0,
  );
  return {
    probabilities: endings.map(({ probability }) => probability),
    returns: [...assetReturns(games, endings), new Float64Array(endings.length).fill(1)],
    isSampled,
  };
}

function everyEnding(games: readonly JointGame[]): readonly WeightedEnding[] {
  let endings: readonly WeightedEnding[] = [{ probability: 1, ending: [] }];
  for (const game of games) {
    endings = endings.flatMap(({ probability, ending }) =>
      game.states.map((state) => ({
        probability: probability * state.probability,
        ending: [...ending, state],
      })),
    );
  }
  return endings;
}

/**
 * A Latin hypercube: each game runs through its states in their exact shares, in an order of its own, so that
 * the edge of every market is that of the game and only how games meet is drawn.
 */
function sampleEndings(games: readonly JointGame[], seed: number | string): readonly WeightedEnding[] {
  const columns = games.map((game, index) => {
    const random = randomStream({ seed, strategy: 'kelly', market: String(index), purpose: 'joint-endings' });
    const ladder = stateLadder(game);
    return shuffledStrata(random).map((stratum) => ladder[stratum] ?? NOWHERE);
  });
  const endings = Array.from({ length: DRAWS }, (_, draw) =>
    columns.map((column) => column[draw] ?? NOWHERE),
  );
  const worst = nothingPays(games);
  const isMissed = worst !== null && !endings.some((ending) => ending.every(paysNothing));
  const extra = isMissed ? [worst] : [];
  const weight = (1 - (extra[0]?.probability ?? 0)) / DRAWS;
  return [...endings.map((ending) => ({ probability: weight, ending })), ...extra];
}

const NOWHERE: JointState = { probability: 0, payouts: [] };
const paysNothing = ({ payouts }: JointState): boolean => payouts.every((payout) => payout === 0);

/** The state of each stratum: the quantiles of the game at (k + 1/2) / draws. */
function stateLadder({ states }: JointGame): readonly JointState[] {
  let index = 0;
  let reached = states[0]?.probability ?? 1;
  return Array.from({ length: DRAWS }, (_, stratum) => {
    while (reached < (stratum + 0.5) / DRAWS && index + 1 < states.length) {
      index += 1;
      reached += states[index]?.probability ?? 0;
    }
    return states[index] ?? NOWHERE;
  });
}

/** 0 to `DRAWS` - 1 in a drawn order (Fisher, Yates). */
function shuffledStrata(random: RandomStream): readonly number[] {
  const order = Array.from({ length: DRAWS }, (_, index) => index);
  for (let last = DRAWS - 1; last > 0; last -= 1) {
    const other = random.integer(last + 1);
    const kept = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = kept;
  }
  return order;
}

/** The ending in which no market of any game pays; `null` = there is none. */
function nothingPays(games: readonly JointGame[]): WeightedEnding | null {
  let probability = 1;
  const ending: JointState[] = [];
  for (const { states } of games) {
    const losing = states.filter(paysNothing);
    const [first] = losing;
    if (first === undefined) return null;
    probability *= losing.reduce((sum, state) => sum + state.probability, 0);
    ending.push(first);
  }
  return { probability, ending };
}

/** `returns[asset][ending]`, markets in the order of the games. */
function assetReturns(games: readonly JointGame[], endings: readonly WeightedEnding[]): Float64Array[] {
  return games.flatMap(({ prices }, game) =>
    prices.map((price, market) =>
      Float64Array.from(endings, ({ ending }) => (ending[game]?.payouts[market] ?? 0) / price),
    ),
  );
}
