import type { GameView, StrategyContext } from '../../engine/strategy.js';
import type { EntryLook, LookParts, Subject } from '../entry/entry-look.js';
import type { Gate } from '../entry/gate.js';
import type { ExitJudge } from '../exit/exit-judge.js';

/** How a strategy that buys a side and holds it, or sells it again, differs from the others. */
export interface Approach<Parameters, Look extends EntryLook = EntryLook> {
  /** In the order of the funnel. */
  readonly gates: readonly Gate<Parameters, Look>[];
  /** `null` = what is bought is held to the settlement. */
  readonly exits: ExitJudge<Parameters> | null;
  /** Makes the one look of a run, at its first decision. */
  look(parts: LookParts): Look;
  start?(context: StrategyContext): void;
  /** A quote was heard: what is remembered of the market is brought up to date. */
  observe?(subject: Subject, parameters: Parameters): void;
  /** A state of the game was heard. What it had to say of the clock is known. */
  hearState?(context: StrategyContext, game: GameView): void;
  /** The rules of a market were heard, its scheduled start among them. */
  hearFacts?(subject: Subject, parameters: Parameters): void;
  /** Nothing is known of a market until it is heard again. */
  forget?(subject: Subject, parameters: Parameters): void;
  /** Chooses the side of an entry, and what its price is held against. */
  aim(look: Look, parameters: Parameters): void;
}
