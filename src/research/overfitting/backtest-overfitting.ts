import { TouchlineError } from '../../engine/errors.js';

/** What became, on the other half of the games, of the strategy that was best on the one. */
export interface BacktestOverfitting {
  /** Share of the splits in which the best of one half ranks in the lower half of the other. */
  readonly probability: number;
  /** Share of the splits in which it loses there. */
  readonly lossProbability: number;
  /** Slope of its Sharpe ratio there on the one here: below 0, the better it looked, the worse it did. */
  readonly slope: number;
  /** Mean logit of its relative rank. */
  readonly meanLogit: number;
  readonly splits: number;
}

/** Sums of each strategy within a block of rows. */
interface Block {
  readonly rows: number;
  readonly sums: Float64Array;
  readonly squares: Float64Array;
}

/**
 * Probability of backtest overfitting by combinatorially symmetric cross-validation: `returns` has a row a game (or
 * day, in time order) and a column a strategy; its rows are cut into `blocks` (even, 16 gives 12,870 splits), every
 * half of which selects and the other judges, by Sharpe ratio. The first rows that do not fill a block are left
 * out. Source: Bailey, Borwein, López de Prado and Zhu (2015).
 *
 * @throws DATA_OVERFITTING when there are fewer than two strategies or two rows a block, or `blocks` is odd.
 */
export function backtestOverfitting(
  returns: readonly (readonly number[])[],
  blocks = 16,
): BacktestOverfitting {
  const strategies = returns[0]?.length ?? 0;
  const length = Math.floor(returns.length / blocks);
  if (blocks < 2 || blocks > 20 || blocks % 2 !== 0 || strategies < 2 || length < 2) {
    throw new TouchlineError('DATA_OVERFITTING', 'too little to split', {
      where: { rows: returns.length, strategies, blocks },
      hint: 'wanted two or more strategies, an even number of blocks up to 20, and two rows or more in each',
    });
  }
  const skipped = returns.length - length * blocks;
  const parts = Array.from({ length: blocks }, (_, b) =>
    blockOf(returns.slice(skipped + b * length, skipped + (b + 1) * length), strategies),
  );
  const splits = halves(blocks).map((chosen) => judged(parts, chosen));
  const share = (test: (split: Split) => boolean): number => splits.filter(test).length / splits.length;
  return {
    probability: share(({ logit }) => logit <= 0),
    lossProbability: share(({ outside }) => outside < 0),
    slope: slopeOf(splits),
    meanLogit: splits.reduce((sum, { logit }) => sum + logit, 0) / splits.length,
    splits: splits.length,
  };
}

function blockOf(rows: readonly (readonly number[])[], strategies: number): Block {
  const sums = new Float64Array(strategies);
  const squares = new Float64Array(strategies);
  for (const row of rows) {
    for (let k = 0; k < strategies; k += 1) {
      const value = row[k] as number;
      sums[k] = (sums[k] as number) + value;
      squares[k] = (squares[k] as number) + value * value;
    }
  }
  return { rows: rows.length, sums, squares };
}

/** Every choice of half of the blocks, as bits. */
function halves(blocks: number): readonly number[] {
  const choices: number[] = [];
  for (let bits = 0; bits < 2 ** blocks; bits += 1) {
    let count = 0;
    for (let rest = bits; rest > 0; rest &= rest - 1) count += 1;
    if (count === blocks / 2) choices.push(bits);
  }
  return choices;
}

interface Split {
  readonly inside: number;
  readonly outside: number;
  readonly logit: number;
}

function judged(parts: readonly Block[], chosen: number): Split {
  const inside = sharpes(parts.filter((_, b) => (chosen >> b) & 1));
  const outside = sharpes(parts.filter((_, b) => !((chosen >> b) & 1)));
  const best = inside.reduce((top, value, k) => (value > (inside[top] as number) ? k : top), 0);
  const own = outside[best] as number;
  const below = outside.filter((value) => value < own).length;
  const equal = outside.filter((value) => value === own).length;
  const rank = (below + (equal + 1) / 2) / (outside.length + 1);
  return { inside: inside[best] as number, outside: own, logit: Math.log(rank / (1 - rank)) };
}

/** Sharpe ratio (n - 1) of each strategy over the blocks; 0 where returns do not vary. */
function sharpes(blocks: readonly Block[]): Float64Array {
  const rows = blocks.reduce((sum, block) => sum + block.rows, 0);
  return Float64Array.from({ length: blocks[0]?.sums.length ?? 0 }, (_, k) => {
    let sum = 0;
    let square = 0;
    for (const block of blocks) {
      sum += block.sums[k] as number;
      square += block.squares[k] as number;
    }
    const mean = sum / rows;
    const variance = (square - rows * mean * mean) / (rows - 1);
    return variance > 0 ? mean / Math.sqrt(variance) : 0;
  });
}

function slopeOf(splits: readonly Split[]): number {
  const mean = (pick: (split: Split) => number): number =>
    splits.reduce((sum, split) => sum + pick(split), 0) / splits.length;
  const [x, y] = [mean(({ inside }) => inside), mean(({ outside }) => outside)];
  const covariance = splits.reduce((sum, { inside, outside }) => sum + (inside - x) * (outside - y), 0);
  return covariance / splits.reduce((sum, { inside }) => sum + (inside - x) ** 2, 0);
}
