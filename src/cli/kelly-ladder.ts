import { type Command, InvalidArgumentError, Option } from 'commander';
import { TouchlineError } from '../engine/errors.js';
import type { BookLevel } from '../engine/events.js';
import { DEFAULT_LOT } from '../engine/simulation/lot.js';
import {
  formatShares,
  PRICE_ONE,
  type Prob,
  parsePrice,
  parseShares,
  parseUsd,
  SHARES_PER_SHARE,
  type Shares,
  USD_PER_DOLLAR,
  type Usd,
  usd,
} from '../engine/units.js';
import type { LadderOrder } from '../strategies/kelly/ladder-order.js';
import type { ChosenFee } from './fee-option.js';
import { collect, numberIn } from './option-values.js';

/** What the options of a ladder say. */
export interface LadderOptions {
  readonly ladder?: readonly BookLevel[];
  readonly sell?: boolean;
  readonly heldYes: Shares;
  readonly heldNo: Shares;
  readonly mid?: number;
  readonly lot: Shares;
  readonly minSize: Shares;
  readonly minNotional: Usd;
}

const NONE = 0 as Shares;

/** Adds `--ladder` and what belongs to it. */
export const addLadderOptions = (command: Command): Command =>
  command
    .option('--ladder <price@shares...>', 'walk this side of the book, best price first', collect(level))
    .option('--sell', 'the ladder is of bids: sell what is held')
    .option('--held-yes <shares>', 'YES shares held', amount(parseShares), NONE)
    .option('--held-no <shares>', 'NO shares held', amount(parseShares), NONE)
    .option(
      '--mid <usd>',
      'the price that a part of Kelly moves the belief to',
      numberIn({ above: 0, below: 1 }),
    )
    .addOption(
      new Option('--lot <shares>', 'lot of the ladder order')
        .argParser(amount(parseShares))
        .default(DEFAULT_LOT, formatShares(DEFAULT_LOT)),
    )
    .option('--min-size <shares>', 'least size of an order', amount(parseShares), NONE)
    .option('--min-notional <usd>', 'least value of an order', amount(parseUsd), 0 as Usd);

function level(text: string): BookLevel {
  const [price, size, ...more] = text.split('@');
  if (price === undefined || size === undefined || more.length > 0) {
    throw new InvalidArgumentError('Wanted price@shares, as 0.50@200.');
  }
  const read = { price: amount(parsePrice)(price), size: amount(parseShares)(size) };
  if (read.price > 0 && read.price < PRICE_ONE) return read;
  throw new InvalidArgumentError('Wanted prices between 0 and 1.');
}

const amount =
  <Unit>(parse: (text: string) => Unit) =>
  (text: string): Unit => {
    try {
      return parse(text.trim());
    } catch (cause) {
      throw new InvalidArgumentError(cause instanceof Error ? cause.message : String(cause));
    }
  };

/** What a ladder is walked with, besides its own options. */
export interface LadderQuestion extends LadderOptions {
  readonly p: Prob;
  /** Cash, dollars. */
  readonly bankroll: number;
  readonly fraction: number;
  readonly json?: boolean;
}

/** Sizes an order through the book and prints it. */
export async function runLadder(question: LadderQuestion, fee: ChosenFee): Promise<void> {
  const [{ ladderOrder }, feeOf] = await Promise.all([
    import('../strategies/kelly/ladder-order.js'),
    chargeOf(question, fee),
  ]);
  const levels = checkedLevels(question);
  const belief = await heldBelief(question);
  const order = ladderOrder({
    side: question.sell ? 'sell' : 'buy',
    p: belief,
    cash: usd(Math.floor(question.bankroll * USD_PER_DOLLAR)),
    yes: question.heldYes,
    no: question.heldNo,
    levels,
    facts: { lot: question.lot, minimumSize: question.minSize, minimumNotional: question.minNotional },
    feePerShare: fee.perShare,
    feeOf,
  });
  if (question.json) {
    return void process.stdout.write(`${JSON.stringify(orderJson(order, belief, fee), null, 2)}\n`);
  }
  const [{ ladderTable }, { outputPaint }] = await Promise.all([
    import('../report/decision-tables.js'),
    import('./output-paint.js'),
  ]);
  process.stdout.write(`${fee.text}\n\n${ladderTable(order, levels, outputPaint())}\n`);
}

function checkedLevels({ ladder = [], sell }: LadderQuestion): readonly BookLevel[] {
  const isOrdered = ladder.every(({ price }, i) => {
    const before = ladder[i - 1]?.price;
    return before === undefined || (sell ? price < before : price > before);
  });
  if (isOrdered) return ladder;
  throw new TouchlineError('CLI_OPTIONS', 'a ladder goes from the best price on', {
    hint: sell ? 'bids fall' : 'asks rise; add --sell where these are bids',
  });
}

/** The belief moved toward the mid once, and held through the whole book. */
async function heldBelief({ p, fraction, mid }: LadderQuestion): Promise<Prob> {
  if (fraction === 1) return p;
  if (mid === undefined) {
    throw new TouchlineError('CLI_OPTIONS', 'a part of Kelly moves the belief toward a price', {
      hint: 'add --mid',
    });
  }
  const { shrinkToPrice } = await import('../strategies/kelly/kelly.js');
  return shrinkToPrice(p, mid, fraction);
}

/** What the venue charges for the fills of one order, as it rounds. */
async function chargeOf(
  { sell }: LadderQuestion,
  { rule }: ChosenFee,
): Promise<(fills: readonly BookLevel[]) => Usd> {
  if (rule === null) return () => usd(0);
  const [{ chargeFill }, { newFeeAccount }] = await Promise.all([
    import('../engine/simulation/fees/charge-fill.js'),
    import('../engine/simulation/fees/fee-account.js'),
  ]);
  return (fills) => {
    const account = newFeeAccount();
    const side = sell ? 'sell' : 'buy';
    let total = 0;
    for (const fill of fills) {
      total += chargeFill(rule, account, { ...fill, side, liquidity: 'taker', rebates: false });
    }
    return usd(total);
  };
}

function orderJson(order: LadderOrder, belief: Prob, fee: ChosenFee): object {
  const shares = (size: Shares): number => size / SHARES_PER_SHARE;
  return {
    belief,
    fee: fee.text,
    refusal: order.refusal,
    exact: order.exact,
    fills: order.fills.map(({ price, size }) => ({ price: price / PRICE_ONE, shares: shares(size) })),
    shares: shares(order.size),
    limit: order.limit === null ? null : order.limit / PRICE_ONE,
    notionalUsd: order.notional / USD_PER_DOLLAR,
    feeUsd: order.fee / USD_PER_DOLLAR,
    growth: order.growth,
    indifference: order.indifference,
  };
}
