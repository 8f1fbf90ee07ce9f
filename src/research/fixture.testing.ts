import type { GameInfo, MarketInfo } from '../engine/catalog.js';
import type { FactorScore, GateVerdict, SizingStep } from '../engine/gate-sheet.js';
import { gameIndex, marketIndex, orderId } from '../engine/ids.js';
import { type RandomStream, randomStream } from '../engine/random.js';
import type {
  DecisionRecord,
  EquityPoint,
  FunnelRow,
  LedgerRow,
  RoundTrip,
  RunResult,
  SettlementRow,
  UnsettledRow,
} from '../engine/run-result.js';
import type { FillView, OrderView } from '../engine/strategy.js';
import {
  MICROS_PER_HOUR,
  MICROS_PER_MINUTE,
  micros,
  notional,
  type Price,
  price,
  shares,
  usd,
} from '../engine/units.js';

/** What kind of run to make up. */
export interface FixtureOptions {
  readonly games?: number;
  readonly tradesPerGame?: number;
  /** Added to the chance of winning; 0 = the price is right and fees decide. */
  readonly edge?: number;
  /** Games at the end that never resolve. */
  readonly unsettled?: number;
  /** Points in the equity curve; by default one a movement of cash. */
  readonly equityPoints?: number;
  /** False = decisions were made and every one was blocked. */
  readonly trades?: boolean;
  /** Put into every name that comes from a venue. */
  readonly name?: string;
  readonly inferred?: boolean;
}

const SPORTS = [
  ['basketball', 'nba'],
  ['baseball', 'mlb'],
  ['soccer', 'epl'],
  ['ice-hockey', 'nhl'],
] as const;
/** When the first game of a made-up run starts. */
export const FIXTURE_START = 1_783_764_000_000_000;
const CAPITAL = usd(1_000_000_000);
const GATES = ['live', 'window', 'spread', 'dip', 'confidence', 'size'] as const;

/** What a made-up run gathers while it is built. */
interface Draft {
  readonly random: RandomStream;
  readonly options: Required<FixtureOptions>;
  readonly fills: FillView[];
  readonly orders: OrderView[];
  readonly ledger: LedgerRow[];
  readonly trips: RoundTrip[];
  readonly settlements: SettlementRow[];
  readonly unsettled: UnsettledRow[];
  readonly decisions: DecisionRecord[];
  cash: number;
  open: number;
}

/** A plausible run, the same for the same options, whose round trips and ledger agree to the micro-dollar. */
export function fixtureResult(options: FixtureOptions = {}): RunResult {
  const full = {
    games: 48,
    tradesPerGame: 2,
    edge: 0,
    unsettled: 0,
    equityPoints: 0,
    trades: true,
    name: '',
    inferred: false,
    ...options,
  };
  const draft: Draft = {
    random: randomStream({ seed: 11, strategy: 'fixture', market: '', purpose: 'run' }),
    options: full,
    fills: [],
    orders: [],
    ledger: [],
    trips: [],
    settlements: [],
    unsettled: [],
    decisions: [],
    cash: 0,
    open: 0,
  };
  move(draft, 'deposit', -1, CAPITAL, FIXTURE_START);
  for (let game = 0; game < full.games; game += 1) playGame(draft, game);
  return finish(draft);
}

function playGame(draft: Draft, game: number): void {
  const { options, random } = draft;
  let time = FIXTURE_START + game * MICROS_PER_HOUR;
  const open = game >= options.games - options.unsettled;
  for (let trade = 0; trade < options.tradesPerGame; trade += 1) {
    time += Math.round((4 + 20 * random.uniform()) * MICROS_PER_MINUTE);
    draft.decisions.push(decision(draft, { game, time, acted: options.trades }));
    if (!options.trades) continue;
    const last = trade === options.tradesPerGame - 1;
    time = roundTrip(draft, { game, time, held: last, open: last && open });
  }
}

interface TradePlan {
  readonly game: number;
  readonly time: number;
  /** Held to the end instead of sold. */
  readonly held: boolean;
  readonly open: boolean;
}

function roundTrip(draft: Draft, plan: TradePlan): number {
  const { random, options } = draft;
  const entry = price(4_200 + random.integer(42) * 100);
  const size = shares((10 + random.integer(30)) * 1_000_000);
  const chance = entry / 10_000 + options.edge;
  const closedAt = plan.time + Math.round((2 + 90 * random.uniform() ** 2) * MICROS_PER_MINUTE);
  const cost = notional(entry, size, 'ceil');
  const market = marketIndex(plan.game);
  let fees = fill(draft, { market, side: 'buy', price: entry, size, time: plan.time, tag: 'entry' });
  const base = { market, side: 'yes' as const, openedAt: micros(plan.time), size, cost };
  if (plan.open) {
    const mark = notional(price(entry - 300), size, 'floor');
    draft.unsettled.push({ market, position: size, cost, mark });
    const pnl = usd(-cost - fees);
    draft.trips.push({
      ...base,
      closedAt: micros(closedAt),
      proceeds: usd(0),
      fees: usd(fees),
      pnl,
      closedBy: 'unsettled',
    });
    return closedAt;
  }
  const won = random.uniform() < chance;
  const exit = plan.held ? (won ? 10_000 : 0) : Math.round(entry * (won ? 1.12 : 0.86));
  const proceeds = notional(exit as Price, size, 'floor');
  const closedBy = plan.held ? 'settlement' : won ? 'take-profit' : 'stop-loss';
  if (plan.held) {
    move(draft, 'settlement', market, proceeds, closedAt);
    const label = options.inferred ? 'inferred' : 'authoritative';
    draft.settlements.push({
      time: micros(closedAt),
      market,
      position: size,
      payout: usd(won ? 1e6 : 0),
      cash: proceeds,
      label,
    });
  } else {
    fees += fill(draft, { market, side: 'sell', price: price(exit), size, time: closedAt, tag: closedBy });
    draft.decisions.push(exitDecision(market, closedAt, closedBy));
  }
  const pnl = usd(proceeds - cost - fees);
  draft.trips.push({ ...base, closedAt: micros(closedAt), proceeds, fees: usd(fees), pnl, closedBy });
  return closedAt;
}

type FillPlan = Pick<FillView, 'market' | 'side' | 'price' | 'size'> & {
  readonly time: number;
  readonly tag: string;
};

function fill(draft: Draft, plan: FillPlan): number {
  const { market, side, size, tag } = plan;
  const amount = notional(plan.price, size, side === 'buy' ? 'ceil' : 'floor');
  const fee = usd(Math.ceil((0.05 * size * plan.price * (10_000 - plan.price)) / 1e8));
  const order: OrderView = {
    id: orderId(draft.orders.length.toString(16).padStart(16, '0')),
    market,
    side,
    limit: plan.price,
    size,
    timeInForce: 'fak',
    reduceOnly: side === 'sell',
    tag,
    state: 'filled',
    filled: size,
    placedAt: micros(plan.time),
    reason: null,
  };
  draft.orders.push(order);
  draft.fills.push({
    order,
    market,
    side,
    price: plan.price,
    size,
    fee,
    liquidity: 'taker',
    time: micros(plan.time),
  });
  move(draft, 'trade', market, side === 'buy' ? -amount : amount, plan.time);
  move(draft, 'fee', market, -fee, plan.time);
  return fee;
}

function move(draft: Draft, kind: LedgerRow['kind'], market: number, amount: number, time: number): void {
  draft.cash += amount;
  draft.ledger.push({
    time: micros(time),
    kind,
    market: market as LedgerRow['market'],
    amount: usd(amount),
    cashAfter: usd(draft.cash),
  });
}

function decision(draft: Draft, plan: { game: number; time: number; acted: boolean }): DecisionRecord {
  const dip = 0.15 + 0.1 * draft.random.uniform();
  const values: readonly [number, number][] = [
    [1, 1],
    [0.42, 0.75],
    [0.01 + 0.02 * draft.random.uniform(), 0.04],
    [plan.acted ? dip : 0.09, 0.15],
    [71.5, 60],
    [24, 1],
  ];
  const gates = GATES.map((gate, i): GateVerdict => {
    const [value, threshold] = values[i] ?? [Number.NaN, Number.NaN];
    return { gate, value, threshold, passed: plan.acted || gate !== 'dip' };
  });
  return {
    time: micros(plan.time),
    market: marketIndex(plan.game),
    action: 'enter',
    label: 'yes',
    verdict: plan.acted ? 'acted' : 'blocked',
    blockedBy: plan.acted ? null : 'dip',
    gates,
    confidence: CONFIDENCE,
    sizing: plan.acted ? SIZING : [],
    belief: null,
  };
}

const CONFIDENCE: readonly FactorScore[] = [
  { factor: 'dip', score: 0.85, weight: 0.25, known: true, detail: 'fell 18.2 % below its baseline of 0.66' },
  { factor: 'time left', score: 0.7, weight: 0.2, known: true, detail: '58 % of the game left' },
  { factor: 'score', score: 0.5, weight: 0.15, known: false, detail: 'the feed has no score; policy allows' },
  { factor: 'spread', score: 0.9, weight: 0.2, known: true, detail: '1 cent' },
  { factor: 'liquidity', score: 0.6, weight: 0.2, known: true, detail: '2,400 USD at the touch' },
];
const SIZING: readonly SizingStep[] = [
  { step: 'bankroll', usd: 1000 },
  { step: 'full Kelly 9.8 %', usd: 98 },
  { step: 'quarter Kelly', usd: 24.5 },
  { step: 'cap per game', usd: 24 },
];

const exitDecision = (market: DecisionRecord['market'], time: number, label: string): DecisionRecord => ({
  time: micros(time),
  market,
  action: 'exit',
  label,
  verdict: 'acted',
  blockedBy: null,
  gates: [{ gate: label, value: label === 'take-profit' ? 0.121 : -0.14, threshold: 0.12, passed: true }],
  confidence: [],
  sizing: [],
  belief: null,
});

function funnel(draft: Draft): readonly FunnelRow[] {
  const entries = draft.decisions.filter((row) => row.action === 'enter').length;
  const traded = draft.options.trades ? entries : 0;
  const passes = [184_230, 96_411, 88_702, traded + 61, traded + 12, traded];
  let reached = 412_877;
  const enter = GATES.map((gate, i): FunnelRow => {
    const passed = gate === 'dip' && traded === 0 ? 0 : traded === 0 && i > 3 ? 0 : (passes[i] ?? 0);
    const row = {
      action: 'enter' as const,
      gate,
      reached,
      passed,
      blockedAlone: [3, 0, 41, 2_204, 49, 12][i] ?? 0,
    };
    reached = passed;
    return row;
  });
  const exits = draft.decisions.filter((row) => row.action === 'exit').length;
  const exit = {
    action: 'exit' as const,
    gate: 'take-profit',
    reached: 9_120,
    passed: exits,
    blockedAlone: exits,
  };
  const order = {
    action: 'order' as const,
    gate: 'per game',
    reached: draft.orders.length,
    passed: draft.orders.length,
    blockedAlone: 0,
  };
  return draft.options.trades
    ? [...enter, order, exit, { ...exit, gate: 'stop-loss', passed: 11, blockedAlone: 11 }]
    : enter;
}

function equityCurve(draft: Draft): readonly EquityPoint[] {
  const { equityPoints, games } = draft.options;
  if (equityPoints > 0) {
    let equity: number = CAPITAL;
    return Array.from({ length: equityPoints }, (_, i) => {
      equity += Math.round(draft.random.normal() * 200_000);
      const time = micros(FIXTURE_START + Math.floor((i * games * MICROS_PER_HOUR) / equityPoints));
      return { time, equity: usd(equity), cash: CAPITAL, openMarkets: 1 };
    });
  }
  const rows = [...draft.ledger].sort((a, b) => a.time - b.time);
  let cash = 0;
  const held = new Map<number, number>();
  return rows.map(({ time, kind, market, amount }) => {
    cash += amount;
    if (kind === 'trade') held.set(market, amount < 0 ? -amount : 0);
    if (kind === 'settlement') held.delete(market);
    const value = [...held.values()].reduce((sum, each) => sum + each, 0);
    return { time, equity: usd(Math.round(cash + value * 0.97)), cash: usd(cash), openMarkets: held.size };
  });
}

function finish(draft: Draft): RunResult {
  const { options } = draft;
  const games = Array.from({ length: options.games }, (_, i): GameInfo => {
    const [sport, league] = SPORTS[i % 7 < 3 ? 0 : i % SPORTS.length] ?? SPORTS[0];
    return {
      index: gameIndex(i),
      id: `${league}-home-away-${i}${options.name}`,
      league,
      sport,
      date: '2026-07-11',
    };
  });
  const markets = games.map(
    (game, i): MarketInfo => ({
      index: marketIndex(i),
      venue: 'synthetic',
      slug: `${game.id}-winner`,
      question: `Will the home side win game ${i}?${options.name}`,
      game: gameIndex(i),
      yesMeans: 'home',
    }),
  );
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return {
    strategy: { name: 'favourite-dip', version: '1.0.0' },
    catalog: { markets, games, sources: ['fixture'] },
    startingCash: CAPITAL,
    cash: usd(draft.cash),
    equity: usd(draft.cash + sum(draft.unsettled.map((row) => row.mark))),
    fees: usd(sum(draft.fills.map((row) => row.fee))),
    counts: {
      events: 1_690_405,
      quotes: 1_688_000,
      trades: 0,
      markets: markets.length,
      games: games.length,
      decisions: 412_877,
      orders: draft.orders.length,
      fills: draft.fills.length,
      rejected: 0,
      settled: draft.settlements.length,
      unsettled: draft.unsettled.length,
    },
    funnel: funnel(draft),
    decisions: draft.decisions,
    orders: draft.orders,
    fills: draft.fills,
    ledger: draft.ledger,
    settlements: draft.settlements,
    roundTrips: draft.trips,
    unsettled: draft.unsettled,
    equityCurve: equityCurve(draft),
    assumptions: [
      'Quotes carry no sizes: a taker order fills at the touch, at most 100 shares an order.',
      'Orders reach the venue 250 ms after the decision and match against the book at that time.',
      'Fees follow the dated schedule of the venue; maker rebates are off.',
      'Positions settle from resolutions; the last price is never an outcome.',
    ],
    outputHash: '5f'.repeat(32),
  };
}
