import { TouchlineError } from '../../engine/errors.js';

/** One forecast of one contract. */
export interface ForecastRow {
  /** Probability of YES, 0..1. */
  readonly probability: number;
  /** 1 = YES came true, 0 = it did not. Anything else is refused. */
  readonly outcome: number;
  /** Rows of one game are evidence of one game. */
  readonly game: string;
  /**
   * Rows of one contract share their outcome. `null`: the rows of a game are one contract if their outcomes
   * agree, otherwise each is its own.
   */
  readonly contract: string | null;
}

/** `game`: each game weighs 1, however many rows it has. `row`: each row weighs 1. */
export type Weighting = 'game' | 'row';

/** Forecasts in columns, ascending by probability. All of length n. */
export interface ForecastSample {
  readonly probability: Float64Array;
  readonly outcome: Uint8Array;
  readonly weight: Float64Array;
  /** 0..games - 1. */
  readonly game: Uint32Array;
  /** 0..contracts - 1, over all games. */
  readonly contract: Uint32Array;
  /** The game of each contract. Length `contracts`. */
  readonly gameOfContract: Uint32Array;
  readonly rows: number;
  readonly games: number;
  readonly totalWeight: number;
  readonly weighting: Weighting;
}

/**
 * Checks rows and puts them in columns.
 *
 * @throws DATA_NO_ROWS without a row; DATA_PROBABILITY outside 0..1; DATA_FRACTIONAL_OUTCOME when an outcome
 * lies between 0 and 1 (a 50-50 resolution): it is never rounded; DATA_OUTCOME for anything else.
 */
export function forecastSample(rows: readonly ForecastRow[], weighting: Weighting): ForecastSample {
  if (rows.length === 0) throw new TouchlineError('DATA_NO_ROWS', 'there is no forecast to score');
  rows.forEach(checkRow);
  const sorted = [...rows].sort((a, b) => a.probability - b.probability);
  const games = numbersOf(sorted.map(({ game }) => game));
  const contracts = numbersOf(contractNames(sorted));
  const rowsOfGame = new Float64Array(games.count);
  for (const game of games.numbers) rowsOfGame[game] = (rowsOfGame[game] as number) + 1;
  const weight = Float64Array.from(games.numbers, (game) =>
    weighting === 'game' ? 1 / (rowsOfGame[game] as number) : 1,
  );
  const gameOfContract = new Uint32Array(contracts.count);
  contracts.numbers.forEach((contract, i) => {
    gameOfContract[contract] = games.numbers[i] as number;
  });
  return {
    probability: Float64Array.from(sorted, ({ probability }) => probability),
    outcome: Uint8Array.from(sorted, ({ outcome }) => outcome),
    weight,
    game: games.numbers,
    contract: contracts.numbers,
    gameOfContract,
    rows: rows.length,
    games: games.count,
    totalWeight: weighting === 'game' ? games.count : rows.length,
    weighting,
  };
}

function checkRow({ probability, outcome, game }: ForecastRow, i: number): void {
  const where = { row: i + 1, game };
  if (!(probability >= 0 && probability <= 1)) {
    throw new TouchlineError('DATA_PROBABILITY', `a probability is ${probability}`, {
      where: { ...where, field: 'p', value: String(probability) },
      hint: 'wanted a number from 0 to 1',
    });
  }
  if (outcome === 0 || outcome === 1) return;
  const fractional = outcome > 0 && outcome < 1;
  throw new TouchlineError(
    fractional ? 'DATA_FRACTIONAL_OUTCOME' : 'DATA_OUTCOME',
    fractional ? 'a fractional outcome cannot be scored as won or lost' : `an outcome is ${outcome}`,
    {
      where: { ...where, field: 'y', value: String(outcome) },
      hint: fractional ? 'count it apart; it is never rounded' : 'wanted 1 (YES came true) or 0',
    },
  );
}

/** A name for the contract of each row. */
function contractNames(rows: readonly ForecastRow[]): readonly string[] {
  const seen = new Map<string, number>();
  const mixed = new Set<string>();
  for (const { game, outcome, contract } of rows) {
    if (contract !== null) continue;
    if ((seen.get(game) ?? outcome) !== outcome) mixed.add(game);
    seen.set(game, outcome);
  }
  return rows.map(({ game, contract }, i) => JSON.stringify([game, contract ?? (mixed.has(game) ? i : 0)]));
}

function numbersOf(names: readonly string[]): { readonly numbers: Uint32Array; readonly count: number } {
  const known = new Map<string, number>();
  const numbers = Uint32Array.from(names, (name) => {
    const number = known.get(name) ?? known.size;
    known.set(name, number);
    return number;
  });
  return { numbers, count: known.size };
}

/** The weighted mean of a value a row. */
export function weightedMean(sample: ForecastSample, value: (row: number) => number): number {
  let sum = 0;
  for (let i = 0; i < sample.rows; i += 1) sum += (sample.weight[i] as number) * value(i);
  return sum / sample.totalWeight;
}

/** Σ weight x value of each game. Length `games`. */
export function sumByGame(sample: ForecastSample, value: (row: number) => number): Float64Array {
  const sums = new Float64Array(sample.games);
  for (let i = 0; i < sample.rows; i += 1) {
    const game = sample.game[i] as number;
    sums[game] = (sums[game] as number) + (sample.weight[i] as number) * value(i);
  }
  return sums;
}
