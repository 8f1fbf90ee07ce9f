import { GateSheet } from '../../engine/gate-sheet.js';
import type { GameView, MarketView, PositionView, StrategyContext } from '../../engine/strategy.js';
import { complement, PRICE_ONE, type Price } from '../../engine/units.js';
import { limitOnTick } from '../limit-on-tick.js';
import { type ClaimSide, SideQuote } from '../side-quote.js';
import { type GameClock, leadOf } from './game-clock.js';
import type { MarketMemory } from './market-memory.js';
import type { FavouriteDipParameters } from './parameters.js';

/** The rules of an exit, the first that fires names it. */
export const EXIT_RULES = [
  'take-profit',
  'stop-loss',
  'trailing-stop',
  'clock',
  'segment',
  'deficit',
  'max-hold',
] as const;
type ExitRule = (typeof EXIT_RULES)[number];

const RULE = Object.fromEntries(EXIT_RULES.map((rule, index) => [rule, index])) as Readonly<
  Record<ExitRule, number>
>;

const MICROS_PER_MINUTE = 60_000_000;

/** A worst price of the side that is sold, on the grid of its market. */
function worstOnTick({ facts }: MarketView, side: ClaimSide, worst: number): Price {
  if (side === 'yes') return limitOnTick(facts, 'sell', worst);
  return complement(limitOnTick(facts, 'buy', PRICE_ONE - worst));
}

/** What an exit is judged by. */
export interface ExitQuestion {
  readonly market: MarketView;
  readonly game: GameView;
  readonly parameters: FavouriteDipParameters;
}

/** An exit to make: sell the whole side at `limit` or better, because of `rule`. */
export interface ExitPlan {
  readonly rule: ExitRule;
  readonly side: ClaimSide;
  /** Worst price of the side that is sold. */
  readonly limit: Price;
}

/** Judges exits of one strategy. A rule whose input is not known does not fire. */
export class ExitJudge {
  readonly #sheet = new GateSheet(EXIT_RULES, 'any');
  readonly #quote = new SideQuote();
  readonly #clock: GameClock;
  readonly #memory: MarketMemory;

  constructor(parts: { readonly clock: GameClock; readonly memory: MarketMemory }) {
    this.#clock = parts.clock;
    this.#memory = parts.memory;
  }

  /** `null` = hold on, or nobody to sell to. */
  judge(context: StrategyContext, question: ExitQuestion): ExitPlan | null {
    const { market } = question;
    const position = context.position(market.index);
    const side: ClaimSide = position.size > 0 ? 'yes' : 'no';
    this.#quote.read(context.book(market.index), side);
    this.#sheet.begin(market.index, 'exit', side);
    this.#judgePrice(question, position);
    this.#judgeGame(question, side);
    const heldMinutes = (context.now - position.openedAt) / MICROS_PER_MINUTE;
    this.#fireAbove('max-hold', heldMinutes, question.parameters.exit.holdMinutesMax);
    const rule = EXIT_RULES.find((name) => this.#sheet.verdict(RULE[name]));
    const { bid } = this.#quote;
    if (rule !== undefined) this.#sheet.label = rule;
    context.decide(this.#sheet);
    if (rule === undefined || bid === null) return null;
    const worst = bid - Math.round(question.parameters.exit.slippageMax * PRICE_ONE);
    return { rule, side, limit: worstOnTick(market, side, worst) };
  }

  /** Gains and losses are judged on what the side would bring now: its bid. */
  #judgePrice({ market, parameters }: ExitQuestion, position: PositionView): void {
    const { exit } = parameters;
    const { bid } = this.#quote;
    const entry = (position.cost * PRICE_ONE) / Math.abs(position.size);
    const gain = bid === null ? Number.NaN : (bid - entry) / entry;
    if (bid !== null) this.#memory.sawBid(market.index, bid);
    const best = this.#memory.bestBid[market.index] as number;
    const fall = bid === null || best === 0 ? Number.NaN : (best - bid) / best;
    this.#fireAbove('take-profit', gain, exit.takeProfit);
    this.#fireAbove('stop-loss', -gain, exit.stopLoss);
    this.#fireAbove('trailing-stop', fall, exit.trailingStop);
  }

  #judgeGame({ market, game, parameters }: ExitQuestion, side: ClaimSide): void {
    const { exit } = parameters;
    const clock = this.#clock.progress(game.index);
    const left = clock?.secondsRemaining ?? Number.NaN;
    const limit = exit.secondsLeftMax === 'off' ? Number.NaN : exit.secondsLeftMax;
    this.#sheet.judge(RULE.clock, left, limit, left <= limit);
    const reached =
      clock !== null && clock.segment === exit.segment && (clock.fraction ?? -1) >= exit.segmentProgressMin;
    this.#sheet.judge(RULE.segment, clock?.fraction ?? Number.NaN, exit.segmentProgressMin, reached);
    const lead = leadOf(market, game, side);
    const deficit = exit.deficitMax === 'off' ? Number.NaN : exit.deficitMax;
    this.#sheet.judge(
      RULE.deficit,
      lead === null ? Number.NaN : -lead,
      deficit,
      lead !== null && -lead > deficit,
    );
  }

  /** Fires at `limit` and above; NaN and `off` never fire. */
  #fireAbove(rule: ExitRule, value: number, limit: number | 'off'): void {
    const threshold = limit === 'off' ? Number.NaN : limit;
    this.#sheet.judge(RULE[rule], value, threshold, value >= threshold);
  }
}
