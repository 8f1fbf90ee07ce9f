import type { GameIndex } from '../../engine/ids.js';
import type { GameView, MarketView } from '../../engine/strategy.js';
import { type Progress, progress } from './progress.js';
import { type SportSpec, specOfLeague } from './sport-spec.js';

/** Where each game stands, worked out once a state. */
export class GameClock {
  readonly #specs: (SportSpec | null | undefined)[] = [];
  readonly #progress: (Progress | undefined)[] = [];

  /** Takes in the state that was just heard. */
  hear(game: GameView): void {
    const spec = this.spec(game);
    if (spec !== null && game.state !== null) this.#progress[game.index] = progress(spec, game.state);
  }

  /** `null` = no state was heard, or the league has no rules here. */
  progress(game: GameIndex): Progress | null {
    return this.#progress[game] ?? null;
  }

  spec(game: GameView): SportSpec | null {
    const known = this.#specs[game.index];
    if (known !== undefined) return known;
    const spec = specOfLeague(game.league, { date: game.date });
    this.#specs[game.index] = spec;
    return spec;
  }
}

/** Own score less the opponent's, for the side that would be bought; `null` = cannot be told. */
export function leadOf(market: MarketView, game: GameView, side: 'yes' | 'no'): number | null {
  const { state } = game;
  if (state === null || state.homeScore === null || state.awayScore === null) return null;
  if (market.yesMeans !== 'home' && market.yesMeans !== 'away') return null;
  const homeLead = state.homeScore - state.awayScore;
  const yesLead = market.yesMeans === 'home' ? homeLead : -homeLead;
  return (side === 'yes' ? yesLead : -yesLead) || 0;
}
