import { GateSheet } from '../../engine/gate-sheet.js';
import type { GameView, MarketView, StrategyContext } from '../../engine/strategy.js';
import {
  complement,
  notional,
  PRICE_ONE,
  type Price,
  type Shares,
  USD_PER_DOLLAR,
  type Usd,
  usd,
} from '../../engine/units.js';
import type { ConfidenceInputs } from '../confidence/confidence-inputs.js';
import { type ConfidenceOptions, confidenceOf, scoreConfidence } from '../confidence/score-confidence.js';
import { type Stake, sizeStake } from '../kelly/sizing.js';
import { limitOnTick } from '../limit-on-tick.js';
import type { PriceHistory } from '../price-history.js';
import { type ClaimSide, SideQuote } from '../side-quote.js';
import { startedBy } from '../sport/started.js';
import { type GameClock, leadOf } from './game-clock.js';
import type { MarketMemory } from './market-memory.js';
import type { FavouriteDipParameters } from './parameters.js';

/** The gates of an entry in the order in which the funnel shows them. */
export const ENTRY_GATES = [
  'enabled',
  'side',
  'baseline',
  'phase',
  'window',
  'time-left',
  'hours',
  'dip',
  'spread',
  'liquidity',
  'flat',
  'game-limit',
  'entries',
  'cool-down',
  'confidence',
  'stake',
] as const;
type EntryGate = (typeof ENTRY_GATES)[number];

const GATE = Object.fromEntries(ENTRY_GATES.map((gate, index) => [gate, index])) as Readonly<
  Record<EntryGate, number>
>;

const MICROS_PER_SECOND = 1_000_000;
const SHARES_PER_SHARE = 1_000_000;

/** What an entry is judged by. One object, filled anew for each decision. */
export interface EntryQuestion {
  readonly market: MarketView;
  readonly game: GameView;
  readonly parameters: FavouriteDipParameters;
  /** Price of YES before the dip, 1e-4 dollars; `null` = there is none. */
  readonly baselineYes: number | null;
}

/** An entry to make. */
export interface EntryPlan {
  readonly side: ClaimSide;
  /** Worst price of the side that is bought. */
  readonly limit: Price;
  readonly size: Shares;
}

type Mutable<Value> = { -readonly [Key in keyof Value]: Value[Key] };

const NOTHING_KNOWN: ConfidenceInputs = {
  baseline: null,
  current: null,
  timeRemaining: null,
  period: null,
  periods: null,
  depth: null,
  trend: null,
  lead: null,
  bid: null,
  ask: null,
};

/** Judges entries of one strategy: fills in the sheet, books it, and says what to buy. */
export class EntryJudge {
  readonly #sheet = new GateSheet(ENTRY_GATES);
  readonly #quote = new SideQuote();
  readonly #clock: GameClock;
  readonly #memory: MarketMemory;
  readonly #history: PriceHistory;
  readonly #losingStreak: () => number;
  readonly #confidenceInputs: Mutable<ConfidenceInputs> = { ...NOTHING_KNOWN };
  readonly #confidenceOptions: Mutable<ConfidenceOptions> = { preset: 'seed-v1', missing: 'neutral' };
  /** The parts of the score that was just judged; asked for only when the decision is kept. */
  readonly #breakdown = () => scoreConfidence(this.#confidenceInputs, this.#confidenceOptions).factors;

  constructor(parts: {
    readonly clock: GameClock;
    readonly memory: MarketMemory;
    readonly history: PriceHistory;
    readonly losingStreak: () => number;
  }) {
    this.#clock = parts.clock;
    this.#memory = parts.memory;
    this.#history = parts.history;
    this.#losingStreak = parts.losingStreak;
  }

  /** `null` = no entry. Every gate is judged whatever the others say, so that the funnel can tell them apart. */
  judge(context: StrategyContext, question: EntryQuestion): EntryPlan | null {
    const { market, baselineYes } = question;
    const side: ClaimSide = baselineYes === null || baselineYes * 2 >= PRICE_ONE ? 'yes' : 'no';
    const baseline = baselineYes === null || side === 'yes' ? baselineYes : PRICE_ONE - baselineYes;
    this.#quote.read(context.book(market.index), side);
    this.#sheet.begin(market.index, 'enter', side);
    this.#judgeSelection(question, side, baseline);
    this.#judgeClock(context, question);
    this.#judgeBook(question, baseline);
    this.#judgeExposure(context, question);
    this.#judgeConfidence(question, side, baseline);
    const stake = this.#judgeStake(context, question, side);
    context.decide(this.#sheet);
    return this.#sheet.passed ? this.#plan(question, side, stake.shares) : null;
  }

  #judgeSelection({ parameters }: EntryQuestion, side: ClaimSide, baseline: number | null): void {
    const wanted = parameters.side === 'both' || parameters.side === side;
    const floor = parameters.entry.baselineMin * PRICE_ONE;
    this.#sheet.judge(GATE.enabled, parameters.enabled ? 1 : 0, 1, parameters.enabled);
    this.#sheet.judge(GATE.side, wanted ? 1 : 0, 1, wanted);
    this.#sheet.judge(
      GATE.baseline,
      inDollars(baseline),
      parameters.entry.baselineMin,
      baseline !== null && baseline >= floor,
    );
  }

  #judgeClock(context: StrategyContext, { market, game, parameters }: EntryQuestion): void {
    const { entry } = parameters;
    const started = startedBy(market, game, context.now);
    const wanted = entry.phase === 'in-play' ? 'yes' : 'no';
    const inPhase =
      entry.phase === 'any' || (started === 'unknown' ? entry.unknownPhase === 'allow' : started === wanted);
    const clock = this.#clock.progress(game.index);
    const unknown = entry.unknownClock === 'allow';
    const fraction = clock?.fraction ?? null;
    const inWindow =
      fraction === null ? unknown : fraction >= entry.progressFrom && fraction <= entry.progressTo;
    const left = clock?.secondsRemaining ?? null;
    const enough = left === null ? unknown : left >= entry.secondsLeftMin;
    const minute = minuteOfDay(context);
    const inHours =
      minute === null ? false : minute >= minutesOf(entry.hoursFrom) && minute < minutesOf(entry.hoursTo);
    this.#sheet.judge(
      GATE.phase,
      started === 'unknown' ? Number.NaN : started === 'yes' ? 1 : 0,
      wanted === 'yes' ? 1 : 0,
      inPhase,
    );
    this.#sheet.judge(GATE.window, fraction ?? Number.NaN, entry.progressTo, inWindow);
    this.#sheet.judge(GATE['time-left'], left ?? Number.NaN, entry.secondsLeftMin, enough);
    this.#sheet.judge(GATE.hours, minute ?? Number.NaN, minutesOf(entry.hoursTo), inHours);
  }

  #judgeBook({ parameters }: EntryQuestion, baseline: number | null): void {
    const { entry } = parameters;
    const { bid, ask, askSize, mid } = this.#quote;
    const fall = baseline === null || mid === null ? null : baseline - mid;
    this.#sheet.judge(
      GATE.dip,
      inDollars(fall),
      dipThreshold(entry, baseline) / PRICE_ONE,
      hasDipped(entry, fall, baseline),
    );
    const spread = bid === null || ask === null ? null : ask - bid;
    const spreadMax = entry.spreadMax * PRICE_ONE;
    const tight = spread !== null && spread >= 0 && spread <= spreadMax;
    this.#sheet.judge(GATE.spread, inDollars(spread), entry.spreadMax, tight);
    const sizeMin = entry.sizeMinShares * SHARES_PER_SHARE;
    const deep = askSize === null ? entry.unknownSize === 'allow' || sizeMin === 0 : askSize >= sizeMin;
    const shares = askSize === null ? Number.NaN : askSize / SHARES_PER_SHARE;
    this.#sheet.judge(GATE.liquidity, shares, entry.sizeMinShares, deep && ask !== null);
  }

  #judgeExposure(context: StrategyContext, { market, parameters }: EntryQuestion): void {
    const { entry } = parameters;
    const flat = isFlat(context, market);
    this.#sheet.judge(GATE.flat, flat ? 0 : 1, 0, flat);
    const others = context.othersEngagedInGame(market.index);
    this.#sheet.judge(
      GATE['game-limit'],
      others,
      entry.positionsPerGameMax,
      others < entry.positionsPerGameMax,
    );
    const entries = this.#memory.entries[market.index] as number;
    this.#sheet.judge(GATE.entries, entries, entry.entriesPerMarketMax, entries < entry.entriesPerMarketMax);
    const since = (context.now - (this.#memory.lastExitAt[market.index] as number)) / MICROS_PER_SECOND;
    const rest = entry.coolDownMinutes * 60;
    // Strictly after: with no cool-down at all an entry still never shares the instant of an exit.
    this.#sheet.judge(GATE['cool-down'], since, rest, since >= rest && since > 0);
  }

  #judgeConfidence(question: EntryQuestion, side: ClaimSide, baseline: number | null): void {
    const { entry } = question.parameters;
    // Another gate has blocked twice already: the score cannot change the decision or who blocked it.
    if (this.#sheet.blocked > 1) {
      this.#sheet.judge(GATE.confidence, Number.NaN, entry.confidenceMin, false);
      return;
    }
    this.#readConfidenceInputs(question, side, baseline);
    this.#confidenceOptions.preset = entry.confidencePreset;
    this.#confidenceOptions.missing = entry.confidenceMissing;
    const overall = confidenceOf(this.#confidenceInputs, this.#confidenceOptions);
    this.#sheet.confidence = this.#breakdown;
    const enough = overall !== null && overall >= entry.confidenceMin;
    this.#sheet.judge(GATE.confidence, overall ?? Number.NaN, entry.confidenceMin, enough);
  }

  #readConfidenceInputs(question: EntryQuestion, side: ClaimSide, baseline: number | null): void {
    const { market, game } = question;
    const { bid, ask, bidSize, askSize, mid } = this.#quote;
    const clock = this.#clock.progress(game.index);
    const trend = this.#history.trend(market.index);
    const inputs = this.#confidenceInputs;
    inputs.baseline = baseline;
    inputs.current = mid;
    inputs.timeRemaining = clock?.remaining ?? null;
    inputs.period = game.state?.period ?? null;
    inputs.periods = this.#clock.spec(game)?.periods ?? null;
    inputs.depth = bidSize === null || askSize === null ? null : ((bidSize + askSize) as Shares);
    inputs.trend = trend === null || side === 'yes' ? trend : -trend;
    inputs.lead = leadOf(market, game, side);
    inputs.bid = bid;
    inputs.ask = ask;
  }

  #judgeStake(context: StrategyContext, question: EntryQuestion, side: ClaimSide): Pick<Stake, 'shares'> {
    const limit = this.#limit(question, side);
    if (this.#sheet.blocked > 1 || limit === null) {
      this.#sheet.judge(GATE.stake, Number.NaN, 0, false);
      return { shares: 0 as Shares };
    }
    const { market, game, parameters } = question;
    const stake = sizeStake(parameters.sizing, {
      price: limit,
      mid: this.#quote.mid,
      feePerShare: context.feePerShare(market.index, side === 'yes' ? limit : complement(limit)),
      confidence: this.#sheet.values[GATE.confidence] as number,
      bankroll: context.equity,
      cash: context.cash,
      atStakeInGame: atStakeIn(context, game),
      losingStreak: this.#losingStreak(),
      available: this.#quote.askSize,
      facts: market.facts,
    });
    this.#sheet.sizing = stake.steps;
    this.#sheet.judge(GATE.stake, stake.usd / USD_PER_DOLLAR, 0, stake.shares > 0);
    return stake;
  }

  /** Worst price of the side that is bought, on the grid of its market. */
  #limit({ market, parameters }: EntryQuestion, side: ClaimSide): Price | null {
    const { ask } = this.#quote;
    if (ask === null) return null;
    const worst = ask + Math.round(parameters.entry.slippageMax * PRICE_ONE);
    if (side === 'yes') return limitOnTick(market.facts, 'buy', worst);
    return complement(limitOnTick(market.facts, 'sell', PRICE_ONE - worst));
  }

  #plan(question: EntryQuestion, side: ClaimSide, size: Shares): EntryPlan | null {
    const limit = this.#limit(question, side);
    return limit === null ? null : { side, limit, size };
  }
}

/** A price or a part of one as people write it; what is not known is NaN. */
const inDollars = (price: number | null): number => (price === null ? Number.NaN : price / PRICE_ONE);

/** Nothing held and nothing on its way. */
const isFlat = (context: StrategyContext, market: MarketView): boolean =>
  context.position(market.index).size === 0 && context.orders(market.index).length === 0;

/** Cost of what is held in the game and of what is on its way, 1e-6 dollars. */
function atStakeIn(context: StrategyContext, game: GameView): Usd {
  let total = 0;
  for (const market of game.markets) {
    total += context.position(market).cost;
    for (const order of context.orders(market)) {
      if (order.reduceOnly) continue;
      const each = order.side === 'buy' ? order.limit : complement(order.limit);
      total += notional(each, order.size, 'ceil');
    }
  }
  return usd(total);
}

/** Minutes since the trading day began; `null` = the day is not known. */
function minuteOfDay(context: StrategyContext): number | null {
  return context.dayStart < 0
    ? null
    : Math.floor((context.now - context.dayStart) / (60 * MICROS_PER_SECOND));
}

/** Minutes since midnight of HH:MM. Asked at every decision, so it makes no string. */
function minutesOf(time: string): number {
  const digit = (at: number) => time.charCodeAt(at) - 48;
  return (digit(0) * 10 + digit(1)) * 60 + digit(3) * 10 + digit(4);
}

/** The fall that is needed, 1e-4 dollars: the larger of two under `all`, the smaller under `any`. */
function dipThreshold(entry: FavouriteDipParameters['entry'], baseline: number | null): number {
  const relative = entry.dipRelativeMin === 'off' ? null : entry.dipRelativeMin * (baseline ?? Number.NaN);
  const points = entry.dipPointsMin === 'off' ? null : entry.dipPointsMin * PRICE_ONE;
  if (relative === null || points === null) return relative ?? points ?? Number.NaN;
  return entry.dipRule === 'all' ? Math.max(relative, points) : Math.min(relative, points);
}

/** A fall of exactly the threshold counts: compared in hundredths of a percent, not in rounded doubles. */
function hasDipped(
  entry: FavouriteDipParameters['entry'],
  fall: number | null,
  baseline: number | null,
): boolean {
  if (fall === null || baseline === null) return false;
  const { dipRelativeMin, dipPointsMin } = entry;
  const relative =
    dipRelativeMin === 'off' ? null : fall * PRICE_ONE >= Math.round(dipRelativeMin * PRICE_ONE) * baseline;
  const points = dipPointsMin === 'off' ? null : fall >= Math.round(dipPointsMin * PRICE_ONE);
  if (relative === null || points === null) return relative ?? points ?? false;
  return entry.dipRule === 'all' ? relative && points : relative || points;
}
