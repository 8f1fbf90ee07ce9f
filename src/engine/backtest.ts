import { assumptionsOf } from './assumptions.js';
import { EventKind } from './events.js';
import type { MarketIndex } from './ids.js';
import { Kernel } from './kernel.js';
import type { KernelOptions } from './kernel-options.js';
import { outputHashOf } from './output-hash.js';
import type { RunResult, UnsettledRow } from './run-result.js';
import { feeRuleAt } from './simulation/fees/fee-rule-at.js';
import { stoppedBy } from './stopped-by.js';
import { kindAt, type Tape, venueTimeAt } from './tape.js';
import { TapeFacts } from './tape-facts.js';
import { asSource, type TapeSource } from './tape-parts.js';
import { type Micros, usd } from './units.js';

/** Everything a run depends on but the tape. Same options and tape: the same output hash. */
export type BacktestOptions = Omit<KernelOptions, 'catalog' | 'startTime'>;

/**
 * Replays a tape, or a source that is larger than memory, from its first to its last event and gathers what happened.
 * How a source is cut does not change the run.
 *
 * @throws ENGINE_FEE_UNKNOWN before anything of a part runs, when a market's fee is not known at one of its times;
 * ENGINE_STOPPED with the instant for what the strategy threw, which is the cause.
 */
export function runBacktest(data: Tape | TapeSource, options: BacktestOptions): RunResult {
  const source = asSource(data);
  const facts = new TapeFacts();
  let kernel: Kernel | null = null;
  for (const tape of source.parts()) {
    refuseUnknownFees(tape);
    facts.read(tape);
    const isWhole = tape.length === source.length;
    if (kernel === null) {
      kernel = startedKernel(source, options);
      if (!isWhole) kernel.venue.readAhead(source.gaps);
    }
    playing(kernel, options, (running) => (isWhole ? running.feed(tape) : running.feedPart(tape, source)));
  }
  kernel ??= startedKernel(source, options);
  playing(kernel, options, (running) => running.finish());
  return resultOf(kernel, facts, options);
}

function startedKernel(source: TapeSource, options: BacktestOptions): Kernel {
  const startTime = source.from ?? (0 as Micros);
  const kernel = new Kernel({ ...options, catalog: source.catalog, startTime });
  playing(kernel, options, (started) => started.start());
  return kernel;
}

/** Names the instant at which a strategy threw. */
function playing(kernel: Kernel, { strategy }: BacktestOptions, play: (kernel: Kernel) => void): void {
  try {
    play(kernel);
  } catch (cause) {
    throw stoppedBy(cause, { strategy: strategy.name, time: kernel.now });
  }
}

/** Looks up the fee of every venue and league at its first and last executable event. */
function refuseUnknownFees(tape: Tape): void {
  const span = new Map<string, { market: MarketIndex; first: number; last: number }>();
  const { markets, games } = tape.catalog;
  const keys = markets.map((market) => `${market.venue} ${games[market.game]?.league ?? 'unknown'}`);
  const ownTerms = new Set<number>();
  for (let row = 0; row < tape.length; row += 1) {
    const kind = kindAt(tape, row);
    const market = tape.subject[row] as MarketIndex;
    if (kind === EventKind.marketFacts && tape.facts[tape.sizeA[row] as number]?.fee) ownTerms.add(market);
    if (kind !== EventKind.quote && kind !== EventKind.bookSnapshot && kind !== EventKind.bookDelta) continue;
    if (ownTerms.has(market)) continue;
    const seen = span.get(keys[market] ?? '');
    if (seen === undefined) span.set(keys[market] ?? '', { market, first: row, last: row });
    else seen.last = row;
  }
  for (const { market, first, last } of span.values()) {
    const venue = markets[market]?.venue ?? 'synthetic';
    const league = games[markets[market]?.game ?? -1]?.league ?? 'unknown';
    for (const row of [first, last]) {
      feeRuleAt({ venue, league, time: venueTimeAt(tape, row), terms: null, createdAt: null });
    }
  }
}

function unsettledRows(kernel: Kernel): readonly UnsettledRow[] {
  const { portfolio } = kernel.account;
  return [...portfolio.held].map((market) => ({
    market,
    position: portfolio.size[market] as number,
    cost: usd(portfolio.cost[market] as number),
    mark: kernel.valueOf(market),
  }));
}

function resultOf(kernel: Kernel, facts: TapeFacts, options: BacktestOptions): RunResult {
  const { account } = kernel;
  const unsettled = unsettledRows(kernel);
  const { orders } = account;
  const unhashed: Omit<RunResult, 'outputHash'> = {
    strategy: { name: options.strategy.name, version: options.strategy.version },
    catalog: kernel.catalog,
    startingCash: options.startingCash,
    cash: account.portfolio.cash,
    equity: account.equity,
    fees: account.portfolio.fees,
    counts: {
      ...kernel.seen,
      markets: kernel.catalog.markets.length,
      games: kernel.catalog.games.length,
      decisions: kernel.funnel.decisions,
      orders: orders.length,
      fills: account.fills.length,
      rejected: account.rejected,
      settled: new Set(kernel.settlements.map((row) => row.market)).size,
      unsettled: unsettled.length,
    },
    funnel: kernel.funnel.rows(),
    decisions: kernel.decisions.records,
    orders,
    fills: account.fills.rows(orders),
    ledger: account.portfolio.ledger,
    settlements: kernel.settlements,
    roundTrips: [...account.portfolio.roundTrips.rows(), ...account.portfolio.openTrips(kernel.now)],
    unsettled,
    equityCurve: kernel.equityCurve,
    assumptions: assumptionsOf(facts, options, kernel.venue.feeRules),
  };
  return { ...unhashed, outputHash: outputHashOf(unhashed, kernel.decisions.digest) };
}
