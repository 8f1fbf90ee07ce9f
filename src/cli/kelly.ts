import { Command, InvalidArgumentError } from 'commander';
import { TouchlineError } from '../engine/errors.js';
import { PRICE_ONE, type Price, type Prob, parsePrice } from '../engine/units.js';
import type { JointGame, JointState } from '../strategies/kelly/joint-game.js';
import { type ChosenFee, chosenFee, type FeeOptions, withFeeOptions } from './fee-option.js';
import { addLadderOptions, type LadderOptions, runLadder } from './kelly-ladder.js';
import { collect, numberIn, numbersIn, probability } from './option-values.js';

interface Bet {
  readonly p: Prob;
  readonly price: Price;
}

interface Joint {
  readonly prices: readonly Price[];
  readonly states: readonly JointState[];
}

interface KellyOptions extends FeeOptions, LadderOptions {
  readonly prob?: number;
  readonly price?: Price;
  readonly bankroll?: number;
  readonly fraction: number;
  readonly deviation?: number;
  readonly drawdown?: { readonly level: number; readonly chance: number };
  readonly outcomes?: readonly Bet[];
  readonly legs?: readonly Bet[];
  readonly game?: readonly Joint[];
  readonly seed: string;
  readonly json?: boolean;
}

/** `touchline kelly`: what a belief is worth staking. */
export function kellyCommand(): Command {
  const command = new Command('kelly')
    .description('size a bet by Kelly: one contract, several at once, or through an order book')
    .option('--prob <p>', 'your probability that the contract pays', probability)
    .option('--price <usd>', 'price of a share, 0 to 1, at most 4 digits', priceValue)
    .option('--bankroll <usd>', 'wealth, for stakes in dollars', numberIn({ above: 0 }))
    .option('--fraction <part>', 'part of Kelly, as 0.25', numberIn({ above: 0, to: 1 }), 1)
    .option('--deviation <sd>', 'standard error of your probability (Baker, McHale)', numberIn({ from: 0 }))
    .option('--drawdown <level:chance>', 'as 0.7:0.1: fall below 70 % with at most 10 %', drawdown)
    .option('--outcomes <p@price...>', 'outcomes of which exactly one happens', collect(bet))
    .option('--legs <p@price...>', 'bets on different games at the same time', collect(bet))
    .option('--game <spec...>', 'markets of one game: prices; probability:payouts; ...', collect(joint))
    .option('--seed <text>', 'names the draws beyond 4096 endings', '1');
  return withFeeOptions(addLadderOptions(command))
    .option('--json', 'print the result as JSON')
    .addHelpText('after', HELP)
    .action(runKelly);
}

const HELP = `
A stake is at most what the belief is worth: give --fraction 0.25 to trust it a quarter and the price the rest.
--game is written as prices; then each ending as probability:payouts, one number a market:
  "0.60,0.45; 0.50:1,1; 0.15:1,0; 0.35:0,0"
docs/sizing.md has the formulas and their sources.

Examples:
  $ touchline kelly --prob 0.6 --price 0.5
  $ touchline kelly --prob 0.6 --price 0.5 --fee kalshi --on 2025-07-01 --bankroll 1000 --fraction 0.25
  $ touchline kelly --prob 0.6 --price 0.5 --deviation 0.05 --drawdown 0.7:0.1 --json
  $ touchline kelly --outcomes 0.45@0.40 0.30@0.3125 0.25@0.3571
  $ touchline kelly --legs 0.55@0.50 0.34@0.30 0.80@0.75 --bankroll 1000
  $ touchline kelly --prob 0.6 --bankroll 1000 --ladder 0.50@200 0.52@200 0.55@1000`;

function priceValue(text: string): Price {
  try {
    const value = parsePrice(text.trim());
    if (value > 0 && value < PRICE_ONE) return value;
  } catch {
    // Told below, with what was wanted.
  }
  throw new InvalidArgumentError('Wanted a price between 0 and 1 with at most 4 digits.');
}

function bet(text: string): Bet {
  const [p, price, ...more] = text.split('@');
  if (p === undefined || price === undefined || more.length > 0) {
    throw new InvalidArgumentError('Wanted probability@price, as 0.55@0.50.');
  }
  return { p: probability(p) as Prob, price: priceValue(price) };
}

function joint(text: string): Joint {
  const [prices = '', ...states] = text.split(';').map((part) => part.trim());
  return {
    prices: prices.split(',').map(priceValue),
    states: states.filter((state) => state !== '').map(jointState),
  };
}

function jointState(text: string): JointState {
  const [p, payouts] = text.split(':');
  if (p === undefined || payouts === undefined) {
    throw new InvalidArgumentError('Wanted probability:payouts, as 0.50:1,0.');
  }
  return { probability: probability(p), payouts: numbersIn({ from: 0, to: 1 })(payouts) };
}

function drawdown(text: string): { level: number; chance: number } {
  const [level, chance, ...more] = text.split(':');
  if (level === undefined || chance === undefined || more.length > 0) {
    throw new InvalidArgumentError('Wanted level:chance, as 0.7:0.1.');
  }
  const inside = numberIn({ above: 0, below: 1 });
  return { level: inside(level), chance: inside(chance) };
}

async function runKelly(options: KellyOptions): Promise<void> {
  const fee = await chosenFee(options);
  const { outcomes, legs, game, ladder, price } = options;
  const together = legs === undefined && game === undefined ? undefined : (legs ?? game);
  const asked = [price, outcomes, together, ladder].filter((way) => way !== undefined);
  if (asked.length !== 1)
    refuse('one thing is sized at a time', 'give --price, --outcomes, --legs or --ladder');
  if (outcomes !== undefined) return runOutcomes(outcomes, options, fee);
  if (together !== undefined) return runTogether(options, fee);
  const { prob, bankroll } = options;
  if (prob === undefined) return refuse('there is no belief to size', 'add --prob');
  if (price !== undefined) return runContract({ p: prob as Prob, price }, options, fee);
  if (bankroll === undefined) return refuse('a ladder is walked with cash', 'add --bankroll');
  return runLadder({ ...options, p: prob as Prob, bankroll }, fee);
}

const refuse = (message: string, hint: string): never => {
  throw new TouchlineError('CLI_OPTIONS', message, { hint });
};

const allIn = (price: Price, { perShare }: ChosenFee): number => (price + perShare(price)) / PRICE_ONE;

async function runContract({ p, price }: Bet, options: KellyOptions, fee: ChosenFee): Promise<void> {
  const { contractStakes } = await import('../strategies/kelly/contract-stakes.js');
  const { fraction, deviation = null, drawdown: limit = null, bankroll = null } = options;
  const allInPrice = allIn(price, fee);
  const stakes = contractStakes({ p, allInPrice, fraction, deviation, drawdown: limit }).map((stake) => ({
    ...stake,
    stakeUsd: bankroll === null ? null : stake.part * bankroll,
  }));
  const answer = {
    p,
    price: price / PRICE_ONE,
    allInPrice,
    edge: p - allInPrice,
    fee: fee.text,
    bankroll,
    stakes,
  };
  await print(options, answer, ({ contractTable }, paint) => {
    const edge = `all-in price ${allInPrice.toFixed(4)}, edge ${(p - allInPrice).toFixed(4)}\n${fee.text}`;
    return `${edge}\n\n${contractTable(stakes, { bankroll, allInPrice }, paint)}`;
  });
}

async function runOutcomes(outcomes: readonly Bet[], options: KellyOptions, fee: ChosenFee): Promise<void> {
  const { exclusiveKelly } = await import('../strategies/kelly/exclusive.js');
  checkOnlyPart(options);
  const total = outcomes.reduce((sum, { p }) => sum + p, 0);
  if (total > 1 + 1e-9)
    refuse(`these outcomes exclude each other, yet add up to ${total}`, 'at most 1 together');
  const priced = outcomes.map(({ p, price }) => ({ p, allInPrice: allIn(price, fee) }));
  const { fractions, reserve, growth } = exclusiveKelly(priced);
  const parts = fractions.map((part) => part * options.fraction);
  const claims = priced.map(({ p, allInPrice }, i) => ({
    name: `outcome ${i + 1}, p ${p}`,
    allInPrice,
    part: parts[i] ?? 0,
  }));
  const { bankroll = null } = options;
  const answer = {
    fee: fee.text,
    fraction: options.fraction,
    claims,
    fullKelly: { fractions, reserve, growth },
    bankroll,
  };
  await print(options, answer, ({ stakesTable }, paint) => {
    const tail = `full Kelly grows log wealth by ${growth.toFixed(6)} and keeps a reserve of ${reserve.toFixed(6)}`;
    return `${fee.text}\n\n${stakesTable(claims, bankroll, paint)}\n\n${tail}`;
  });
}

function checkOnlyPart({ deviation, drawdown: limit }: KellyOptions): void {
  if (deviation !== undefined || limit !== undefined) {
    refuse('--deviation and --drawdown are not defined for exclusive outcomes', 'leave them out');
  }
}

async function runTogether(options: KellyOptions, fee: ChosenFee): Promise<void> {
  const [{ simultaneousKelly }, { singleBet }] = await Promise.all([
    import('../strategies/kelly/simultaneous.js'),
    import('../strategies/kelly/joint-game.js'),
  ]);
  const { legs = [], game = [], seed, fraction, drawdown: limit = null, bankroll = null } = options;
  if (options.deviation !== undefined) refuse('--deviation belongs to one contract', 'leave it out');
  const single = legs.map(({ p, price }) => singleBet(p, allIn(price, fee)));
  const joined = game.map(
    ({ prices, states }): JointGame => ({ prices: prices.map((price) => allIn(price, fee)), states }),
  );
  const games = [...single, ...joined];
  const stakes = simultaneousKelly(games, { seed, drawdown: limit });
  const prices = games.flatMap((one, i) =>
    one.prices.map((allInPrice, j) => ({ name: `game ${i + 1}, market ${j + 1}`, allInPrice })),
  );
  const claims = prices.map((claim, i) => ({ ...claim, part: (stakes.fractions[i] ?? 0) * fraction }));
  await print(
    options,
    { fee: fee.text, fraction, claims, fullKelly: stakes, bankroll },
    ({ stakesTable }, paint) => {
      const how = stakes.isSampled
        ? `${stakes.states} drawn endings, seed ${seed}: a sampling error remains`
        : `${stakes.states} endings, exact`;
      return `${fee.text}\n\n${stakesTable(claims, bankroll, paint)}\n\nlog growth ${stakes.growth.toFixed(6)} at full Kelly; ${how}`;
    },
  );
}

type Tables = typeof import('../report/decision-tables.js');

/** Prints an answer as JSON or as the text that is made of it. */
async function print(
  { json }: Pick<KellyOptions, 'json'>,
  answer: object,
  text: (tables: Tables, paint: ReturnType<typeof import('./output-paint.js').outputPaint>) => string,
): Promise<void> {
  if (json) return void process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
  const [tables, { outputPaint }] = await Promise.all([
    import('../report/decision-tables.js'),
    import('./output-paint.js'),
  ]);
  process.stdout.write(`${text(tables, outputPaint())}\n`);
}
