import type { GameIndex } from '../../engine/ids.js';
import type { GameView, MarketView, StrategyContext } from '../../engine/strategy.js';
import type { ProbabilityRange } from '../entry/belief-gates.js';
import type { GameClock } from '../sport/game-clock.js';
import {
  type GameModel,
  gameModel,
  type ModelledRange,
  type ModelTerms,
  modelledRange,
  type PregameProbabilities,
} from './game-model.js';

/** A price of YES before the start, in (0, 1); `null` = there is none. */
export type PregamePrice = (market: MarketView) => number | null;

/** What is asked of the models. */
export interface ModelQuestion {
  readonly context: StrategyContext;
  readonly market: MarketView;
  readonly game: GameView;
  readonly clock: GameClock;
  readonly terms: ModelTerms;
  readonly price: PregamePrice;
}

interface Fitted extends PregameProbabilities {
  readonly terms: ModelTerms;
  readonly model: GameModel | null;
}

interface Modelled {
  readonly stateAt: number;
  readonly model: GameModel;
  readonly ways: ModelledRange | null;
}

/** The models of the games of a run, fitted once to the prices before the start and asked once a state. */
export class GameModels {
  readonly #fitted = new Map<GameIndex, Fitted>();
  readonly #modelled = new Map<GameIndex, Modelled>();

  /** How likely YES of a market pays, by the model; `null` = there is no model, or nothing for it to read. */
  probabilityOfYes(question: ModelQuestion): ProbabilityRange | null {
    const { market, game, clock } = question;
    if (market.yesMeans === null) return null;
    const pregame = game.sport === 'soccer' ? threeWay(question) : twoWay(question);
    const model = pregame === null ? null : this.#modelOf(game, pregame, question.terms);
    const ways = model === null ? null : this.#waysOf(game, model, clock);
    return ways && { low: ways.low[market.yesMeans], high: ways.high[market.yesMeans] };
  }

  #modelOf(game: GameView, { home, draw }: PregameProbabilities, terms: ModelTerms): GameModel | null {
    const known = this.#fitted.get(game.index);
    const isKnown = known?.home === home && known.draw === draw && known.terms === terms;
    if (known !== undefined && isKnown) return known.model;
    const model = gameModel(game, { home, draw }, terms);
    this.#fitted.set(game.index, { home, draw, terms, model });
    return model;
  }

  #waysOf(game: GameView, model: GameModel, clock: GameClock): ModelledRange | null {
    const known = this.#modelled.get(game.index);
    if (known !== undefined && known.stateAt === game.stateAt && known.model === model) return known.ways;
    const progress = clock.progress(game.index);
    const isKnown = game.state !== null && progress !== null;
    const ways = isKnown
      ? modelledRange(model, game.state, { clock: progress, spec: clock.spec(game) })
      : null;
    this.#modelled.set(game.index, { stateAt: game.stateAt, model, ways });
    return ways;
  }
}

/** A market of two ways is its own price: no other market of the game is needed. */
function twoWay({ market, price }: ModelQuestion): PregameProbabilities | null {
  const yes = price(market);
  if (yes === null || market.yesMeans === 'draw') return null;
  return { home: market.yesMeans === 'home' ? yes : 1 - yes, draw: 0 };
}

/** The three markets of a game together, scaled to the sum 1; `null` where one of them has no price. */
function threeWay({ context, game, price }: ModelQuestion): PregameProbabilities | null {
  const ways = { home: 0, draw: 0, away: 0 };
  for (const index of game.markets) {
    const market = context.market(index);
    if (market.yesMeans !== null && ways[market.yesMeans] === 0) ways[market.yesMeans] = price(market) ?? 0;
  }
  const { home, draw, away } = ways;
  const total = home + draw + away;
  return home > 0 && draw > 0 && away > 0 ? { home: home / total, draw: draw / total } : null;
}
