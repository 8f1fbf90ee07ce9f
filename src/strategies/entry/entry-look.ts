import type { FactorScore, GateSheet, SizingStep } from '../../engine/gate-sheet.js';
import type { GameView, MarketView, StrategyContext } from '../../engine/strategy.js';
import { PRICE_ONE, type Price, type Shares, ZERO_SHARES } from '../../engine/units.js';
import type { SizingParameters } from '../kelly/sizing-parameters.js';
import { type ClaimSide, SideQuote } from '../side-quote.js';
import type { TakerMemory } from '../taker/taker-memory.js';

/** What a decision is about. */
export interface Subject {
  readonly context: StrategyContext;
  readonly market: MarketView;
  readonly game: GameView;
}

/** What a look is made with: the first subject, and what stays the same from one decision to the next. */
export interface LookParts extends Subject {
  readonly memory: TakerMemory;
  readonly sheet: GateSheet;
}

/**
 * Everything that the gates of an entry look at: one object a strategy, filled anew for each decision. A strategy
 * with facts of its own extends it.
 */
export class EntryLook implements Subject {
  readonly context: StrategyContext;
  readonly memory: TakerMemory;
  market: MarketView;
  game: GameView;
  /** The book for the buyer of `side`. */
  readonly quote = new SideQuote();
  side: ClaimSide = 'yes';
  /** What the price is held against, of `side`, 1e-4 dollars: a baseline or a line; `null` = there is none. */
  reference: number | null = null;
  /** Own probability of `side`, anchored on the price; NaN = the strategy has none. */
  belief = Number.NaN;
  /** Set by the confidence gate, 0..1; NaN = there is no score. */
  confidence = Number.NaN;
  /** Set by the confidence gate: works the score out, however many gates have blocked; `null` = there is none. */
  score: (() => number | null) | null = null;
  /** Set by the stake gate: how the stake is found. */
  stake: SizingParameters['stake'] | null = null;
  /** Set by the stake gate: worst price of `side`, and how much. */
  limit: Price | null = null;
  shares: Shares = ZERO_SHARES;
  readonly #sheet: GateSheet;
  #gate = 0;

  constructor({ context, market, game, memory, sheet }: LookParts) {
    this.context = context;
    this.market = market;
    this.game = game;
    this.memory = memory;
    this.#sheet = sheet;
  }

  /** Begins a decision with nothing known of it yet. */
  begin({ market, game }: Subject): void {
    this.market = market;
    this.game = game;
    this.side = 'yes';
    this.reference = null;
    this.belief = Number.NaN;
    this.confidence = Number.NaN;
    this.limit = null;
    this.shares = ZERO_SHARES;
  }

  /** Opens the sheet and reads the book for the side that was chosen. */
  open(): void {
    this.quote.read(this.context.book(this.market.index), this.side);
    this.#sheet.begin(this.market.index, 'enter', this.side);
  }

  /** The gate that judges next. */
  turn(gate: number): void {
    this.#gate = gate;
  }

  /** Writes the verdict of the gate whose turn it is: what it looked at, what that was held against. */
  verdict(value: number, threshold: number, passed: boolean): void {
    this.#sheet.judge(this.#gate, value, threshold, passed);
  }

  /** Two gates have blocked: another one can change neither the decision nor who blocked it alone. */
  get isLost(): boolean {
    return this.#sheet.blocked > 1;
  }

  /** Keeps the parts of the confidence for the decision record; made only if the decision is kept. */
  explainConfidence(factors: () => readonly FactorScore[]): void {
    this.#sheet.confidence = factors;
  }

  /** Keeps the steps of sizing for the decision record. */
  explainSizing(steps: readonly SizingStep[]): void {
    this.#sheet.sizing = steps;
  }
}

/** A price or a part of one as people write it; what is not known is NaN. */
export const inDollars = (price: number | null): number => (price === null ? Number.NaN : price / PRICE_ONE);
