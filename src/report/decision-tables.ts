import type { BookLevel } from '../engine/events.js';
import { formatPrice, formatShares, USD_PER_DOLLAR } from '../engine/units.js';
import type { FairOdds } from '../strategies/devig/fair-odds.js';
import type { ContractStake, StakeRule } from '../strategies/kelly/contract-stakes.js';
import type { LadderOrder, LadderRefusal } from '../strategies/kelly/ladder-order.js';
import type { WinProbability } from '../strategies/winprob/win-probability.js';
import { formatDollars, formatNumber, formatPercent } from './format.js';
import { type Paint, plainText } from './terminal-colour.js';
import { table } from './terminal-text.js';

const digits = (value: number, places = 6): string => value.toFixed(places);

/** Probabilities by method, one row a method. */
export function devigTable(
  answer: {
    readonly odds: readonly number[];
    readonly margin: number;
    readonly methods: readonly (FairOdds & { readonly method: string })[];
  },
  paint: Paint,
): string {
  const head = ['method', ...answer.odds.map((value) => `at ${value}`), 'parameter'];
  const rows = answer.methods.map((row) =>
    row.kind === 'impossible'
      ? [row.method, ...answer.odds.map(() => '-'), `no answer: ${row.reason}`]
      : [
          row.method,
          ...row.probabilities.map((value) => digits(value)),
          row.parameter === null ? '' : `${row.parameter.name} ${formatNumber(row.parameter.value, 6)}`,
        ],
  );
  return `margin ${formatPercent(answer.margin)}\n\n${table(head, rows, { paint, text: 1, last: true })}`;
}

const RULE_NAMES: Readonly<Record<StakeRule, string>> = {
  kelly: 'full Kelly',
  fractional: 'the part asked for',
  'estimated-probability': 'Kelly for an estimated p',
  drawdown: 'Kelly within the drawdown',
};

/** Stakes on one contract, one row a rule. */
export function contractTable(
  stakes: readonly ContractStake[],
  { bankroll, allInPrice }: { readonly bankroll: number | null; readonly allInPrice: number },
  paint: Paint,
): string {
  const money = bankroll === null ? [] : ['stake, USD', 'shares'];
  const head = ['rule', 'of wealth', 'of Kelly', ...money, 'log growth', 'chance ever to halve'];
  const rows = stakes.map(({ rule, part, ofKelly, growth, chanceOfHalving }) => [
    RULE_NAMES[rule],
    formatPercent(part),
    digits(ofKelly, 4),
    ...(bankroll === null ? [] : [formatDollars(part * bankroll), wholeLots((part * bankroll) / allInPrice)]),
    digits(growth),
    formatPercent(chanceOfHalving),
  ]);
  return table(head, rows, { paint, text: 1 });
}

/** Shares rounded down to hundredths; what is a hundredth but for the rounding of doubles is one. */
const wholeLots = (shares: number): string => (Math.floor(shares * 100 * (1 + 1e-12)) / 100).toFixed(2);

/** Stakes on several claims, one row a claim. */
export function stakesTable(
  rows: readonly { readonly name: string; readonly allInPrice: number; readonly part: number }[],
  bankroll: number | null,
  paint: Paint,
): string {
  const money = bankroll === null ? [] : ['stake, USD', 'shares'];
  return table(
    ['claim', 'all-in price', 'of wealth', ...money],
    rows.map(({ name, allInPrice, part }) => [
      plainText(name),
      digits(allInPrice, 4),
      formatPercent(part),
      ...(bankroll === null
        ? []
        : [formatDollars(part * bankroll), wholeLots((part * bankroll) / allInPrice)]),
    ]),
    { paint, text: 1 },
  );
}

const REFUSALS: Readonly<Record<LadderRefusal, string>> = {
  'inside-band': 'no order: every level lies inside the band in which nothing is traded',
  lot: 'no order: less than a lot',
  minimum: 'no order: below the minimum size or notional',
  cash: 'no order: the cash does not pay shares and fee',
  'no-growth': 'no order: fee and rounding take more than the edge',
};

/** A walk through the book, one row a level, and the order it comes to. */
export function ladderTable(order: LadderOrder, levels: readonly BookLevel[], paint: Paint): string {
  const rows = levels.map(({ price, size }, index) => [
    formatPrice(price),
    formatShares(size),
    digits(order.exact[index] ?? 0),
  ]);
  const walk = table(['level', 'available', 'taken, exact'], rows, { paint, text: 0 });
  return `${walk}\n\n${orderText(order)}\nindifferent at ${digits(order.indifference)} after the exact walk`;
}

function orderText({ refusal, size, limit, notional, fee, growth }: LadderOrder): string {
  if (refusal !== null) return REFUSALS[refusal];
  const at = limit === null ? '' : ` at ${formatPrice(limit)} or better`;
  const money = `${formatDollars(notional / USD_PER_DOLLAR)} USD, fee ${formatDollars(fee / USD_PER_DOLLAR)} USD`;
  return `order: ${formatShares(size)} shares${at}: ${money}, log growth ${digits(growth)}`;
}

/** The answer of a model, with what was derived beside it. */
export function winTable(
  result: WinProbability,
  features: readonly (readonly [string, number | null])[],
  paint: Paint,
): string {
  if (result.kind === 'unsupported') return `unsupported: ${result.reason}`;
  const ways = [
    ['home', digits(result.home, 4)],
    ...(result.draw > 0 ? [['draw', digits(result.draw, 4)]] : []),
    ['away', digits(result.away, 4)],
  ];
  const derived = features.map(([name, value]) => [name, value === null ? 'not defined' : digits(value, 4)]);
  return table(['', 'probability'], [...ways, ...derived], { paint, text: 1 });
}
