import type { RandomStream } from '../../engine/random.js';
import { type PooledForecasts, type PooledWeights, pooledForecasts } from './corp.js';
import type { ForecastSample } from './forecast-sample.js';

/** What is needed to redraw whole games, found once. */
export interface GameRedraw {
  readonly sample: ForecastSample;
  readonly pooled: PooledForecasts;
  /** Rows of game g: `rowsByGame[starts[g] .. starts[g + 1] - 1]`. */
  readonly starts: Uint32Array;
  readonly rowsByGame: Uint32Array;
  /** Where the outcomes of each contract begin on the circle of its game. */
  readonly offsets: Float64Array;
}

export function prepareRedraw(sample: ForecastSample): GameRedraw {
  const starts = new Uint32Array(sample.games + 1);
  for (const game of sample.game) starts[game + 1] = (starts[game + 1] as number) + 1;
  for (let g = 0; g < sample.games; g += 1) starts[g + 1] = (starts[g + 1] as number) + (starts[g] as number);
  const next = starts.slice();
  const rowsByGame = new Uint32Array(sample.rows);
  sample.game.forEach((game, row) => {
    const at = next[game] as number;
    rowsByGame[at] = row;
    next[game] = at + 1;
  });
  return { sample, pooled: pooledForecasts(sample), starts, rowsByGame, offsets: contractOffsets(sample) };
}

/** Contracts of a game one after another, each as long as its mean forecast. */
function contractOffsets({ contract, probability, gameOfContract, games }: ForecastSample): Float64Array {
  const sums = new Float64Array(gameOfContract.length);
  const counts = new Float64Array(gameOfContract.length);
  contract.forEach((c, row) => {
    sums[c] = (sums[c] as number) + (probability[row] as number);
    counts[c] = (counts[c] as number) + 1;
  });
  const ends = new Float64Array(games);
  return sums.map((sum, c) => {
    const game = gameOfContract[c] as number;
    const start = ends[game] as number;
    ends[game] = start + sum / (counts[c] as number);
    return start;
  });
}

/**
 * Draws as many games as there are, with replacement, and an outcome for each row that comes true with
 * `chance[row]`. One uniform a game decides all of its rows: ticks of one contract rise and fall together, and of
 * contracts that exclude each other (home, draw, away) one comes true where their chances sum to one. Every row
 * keeps its own chance exactly.
 */
export function redrawGames(prepared: GameRedraw, chance: Float64Array, random: RandomStream): PooledWeights {
  const { sample, pooled, starts, rowsByGame, offsets } = prepared;
  const weights = new Float64Array(pooled.values.length);
  const hits = new Float64Array(pooled.values.length);
  for (let draw = 0; draw < sample.games; draw += 1) {
    const game = random.integer(sample.games);
    const fate = random.uniform();
    for (let k = starts[game] as number; k < (starts[game + 1] as number); k += 1) {
      const row = rowsByGame[k] as number;
      const at = pooled.place[row] as number;
      const weight = sample.weight[row] as number;
      const turned = fate - (offsets[sample.contract[row] as number] as number);
      weights[at] = (weights[at] as number) + weight;
      if (turned - Math.floor(turned) < (chance[row] as number)) hits[at] = (hits[at] as number) + weight;
    }
  }
  return drawnOnly(pooled.values, weights, hits);
}

function drawnOnly(values: Float64Array, weights: Float64Array, hits: Float64Array): PooledWeights {
  const drawn = (_: number, i: number): boolean => (weights[i] as number) > 0;
  return { values: values.filter(drawn), weights: weights.filter(drawn), hits: hits.filter(drawn) };
}
