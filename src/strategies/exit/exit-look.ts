import type { GateSheet } from '../../engine/gate-sheet.js';
import type { GameView, MarketView, PositionView, StrategyContext } from '../../engine/strategy.js';
import type { LookParts, Subject } from '../entry/entry-look.js';
import { type ClaimSide, SideQuote } from '../side-quote.js';
import type { TakerMemory } from '../taker/taker-memory.js';

/** Everything that the rules of an exit look at: one object a strategy, filled anew for each decision. */
export class ExitLook implements Subject {
  readonly context: StrategyContext;
  readonly memory: TakerMemory;
  market: MarketView;
  game: GameView;
  position: PositionView;
  /** The book for the holder of `side`. */
  readonly quote = new SideQuote();
  side: ClaimSide = 'yes';
  readonly #sheet: GateSheet;
  #rule = 0;

  constructor({ context, market, game, memory, sheet }: LookParts) {
    this.context = context;
    this.market = market;
    this.game = game;
    this.memory = memory;
    this.position = context.position(market.index);
    this.#sheet = sheet;
  }

  /** Begins a decision about what is held in a market. */
  begin({ market, game }: Subject): void {
    this.market = market;
    this.game = game;
    this.position = this.context.position(market.index);
    this.side = this.position.size > 0 ? 'yes' : 'no';
    this.quote.read(this.context.book(market.index), this.side);
    this.#sheet.begin(market.index, 'exit', this.side);
  }

  /** The rule that judges next. */
  turn(rule: number): void {
    this.#rule = rule;
  }

  /** Whether the rule whose turn it is fires, and what it held against what. */
  verdict(value: number, threshold: number, fires: boolean): void {
    this.#sheet.judge(this.#rule, value, threshold, fires);
  }

  /** Fires at `limit` and above; NaN and `off` never fire. */
  fireAbove(value: number, limit: number | 'off'): void {
    const threshold = limit === 'off' ? Number.NaN : limit;
    this.verdict(value, threshold, value >= threshold);
  }
}
